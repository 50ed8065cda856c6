package dev.postseal.enforcement;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * The default authorities of verify and secure. As in OpenSSL only self-signed certificates are anchors; others in the
 * file help to build chains and vouch for nothing by themselves. Equal when the certificates are.
 */
public final class TrustAnchors {
    private final List<X509Certificate> certificates;
    private final Map<X500Principal, List<X509Certificate>> roots;
    private final List<X509Certificate> intermediates;

    private TrustAnchors(List<X509Certificate> certificates) {
        this.certificates = List.copyOf(certificates);
        var selfSigned = certificates.stream()
                .collect(Collectors.partitioningBy(certificate ->
                        certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())));
        this.roots = selfSigned.getOrDefault(true, List.of()).stream()
                .collect(Collectors.groupingBy(X509Certificate::getSubjectX500Principal));
        this.intermediates = List.copyOf(selfSigned.getOrDefault(false, List.of()));
    }

    public static TrustAnchors of(List<X509Certificate> certificates) {
        return new TrustAnchors(certificates);
    }

    /** The JDK's. */
    public static TrustAnchors ofJdk() {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            for (var manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    return new TrustAnchors(List.of(x509.getAcceptedIssuers()));
                }
            }
            return new TrustAnchors(List.of());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Those of a PEM file.
     *
     * @throws IOException when it cannot be read or holds no certificate
     */
    static TrustAnchors read(Path file) throws IOException {
        try (InputStream input = Files.newInputStream(file)) {
            var certificates = new ArrayList<X509Certificate>();
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(input)) {
                certificates.add((X509Certificate) certificate);
            }
            if (certificates.isEmpty()) {
                throw new IOException("no certificate in " + file);
            }
            return new TrustAnchors(certificates);
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot read certificates from " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TrustAnchors that && certificates.equals(that.certificates);
    }

    @Override
    public int hashCode() {
        return certificates.hashCode();
    }

    Chain.Result verify(List<X509Certificate> sent, Instant now, boolean strict) {
        return Chain.verify(sent, intermediates, this::find, now, strict);
    }

    private Optional<Chain.Anchor> find(X509Certificate certificate, int depth) {
        List<X509Certificate> same = roots.getOrDefault(certificate.getSubjectX500Principal(), List.of());
        if (same.contains(certificate)) {
            return Optional.of(new Chain.Anchor(new TrustAnchor(certificate, null), true, null));
        }
        return roots.getOrDefault(certificate.getIssuerX500Principal(), List.of()).stream()
                .filter(root -> Chain.isIssuer(root, certificate))
                .findFirst()
                .map(root -> new Chain.Anchor(new TrustAnchor(root, null), false, null));
    }
}
