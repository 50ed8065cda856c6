package dev.postseal.enforcement;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A certificate with its key, issued in a test, and the chain a server would send with it. */
public record Identity(X509Certificate certificate, PrivateKey key, List<X509Certificate> chain) {
    private static final AtomicLong SERIAL = new AtomicLong(System.nanoTime());

    /** A self-signed authority. */
    public static Identity authority(String name) {
        return new Maker("CN=" + name).authority().issuedBy(null);
    }

    /** Starts a certificate with this common name. */
    public static Maker named(String commonName) {
        return new Maker("CN=" + commonName);
    }

    /** The same, sending nothing but the leaf. */
    public Identity alone() {
        return new Identity(certificate, key, List.of(certificate));
    }

    /** The same, sending these after the leaf. */
    public Identity sending(X509Certificate... others) {
        var all = new ArrayList<X509Certificate>();
        all.add(certificate);
        all.addAll(List.of(others));
        return new Identity(certificate, key, List.copyOf(all));
    }

    /** A server context that presents this identity. */
    public SSLContext serverContext() {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, new char[0], chain.toArray(Certificate[]::new));
            var keys = KeyManagerFactory.getInstance("SunX509");
            keys.init(store, new char[0]);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A certificate in the making; by default an EC key, valid from yesterday to tomorrow. */
    public static final class Maker {
        private final String subject;
        private final List<GeneralName> names = new ArrayList<>();
        private KeyPair keys;
        private boolean authority;
        private boolean clientOnly;
        private Instant notBefore = Instant.now().minus(Duration.ofDays(2));
        private Instant notAfter = Instant.now().plus(Duration.ofDays(1));
        private @Nullable String signature;

        private Maker(String subject) {
            this.subject = subject;
            this.keys = keys("EC", 256);
        }

        public Maker dns(String... values) {
            for (String value : values) {
                names.add(new GeneralName(GeneralName.dNSName, value));
            }
            return this;
        }

        public Maker ip(String address) {
            names.add(new GeneralName(GeneralName.iPAddress, address));
            return this;
        }

        public Maker rsa(int bits) {
            this.keys = keys("RSA", bits);
            return this;
        }

        public Maker keys(KeyPair pair) {
            this.keys = pair;
            return this;
        }

        public Maker authority() {
            this.authority = true;
            return this;
        }

        public Maker clientOnly() {
            this.clientOnly = true;
            return this;
        }

        public Maker expired() {
            this.notAfter = Instant.now().minus(Duration.ofDays(1));
            return this;
        }

        public Maker notYetValid() {
            this.notBefore = Instant.now().plus(Duration.ofHours(12));
            return this;
        }

        public Maker signedWith(String algorithm) {
            this.signature = algorithm;
            return this;
        }

        public Identity selfSigned() {
            return issuedBy(null);
        }

        public Identity issuedBy(@Nullable Identity issuer) {
            try {
                PrivateKey signer = issuer == null ? keys.getPrivate() : issuer.key();
                String algorithm = signature != null
                        ? signature
                        : signer.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
                var builder = new JcaX509v3CertificateBuilder(
                        issuer == null
                                ? new X500Name(subject)
                                : X500Name.getInstance(issuer.certificate()
                                        .getSubjectX500Principal()
                                        .getEncoded()),
                        BigInteger.valueOf(SERIAL.incrementAndGet()),
                        Date.from(notBefore),
                        Date.from(notAfter),
                        new X500Name(subject),
                        keys.getPublic());
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
                if (!names.isEmpty()) {
                    builder.addExtension(
                            Extension.subjectAlternativeName,
                            false,
                            new GeneralNames(names.toArray(GeneralName[]::new)));
                }
                if (clientOnly) {
                    builder.addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
                }
                var certificate = new JcaX509CertificateConverter()
                        .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(signer)));
                var chain = new ArrayList<X509Certificate>();
                chain.add(certificate);
                if (issuer != null) {
                    chain.addAll(issuer.chain());
                }
                return new Identity(certificate, keys.getPrivate(), List.copyOf(chain));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        private static KeyPair keys(String algorithm, int size) {
            try {
                var generator = KeyPairGenerator.getInstance(algorithm);
                generator.initialize(size);
                return generator.generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
