package dev.postseal.enforcement;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** Reading certificates that strangers made. */
final class Certificates {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;
    private static final int MAX_FACTS = 100;

    private Certificates() {}

    static Optional<X509Certificate> parse(byte[] der) {
        try {
            return Optional.of((X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)));
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }

    static Optional<PublicKey> parseKey(byte[] spki) {
        try {
            return Optional.of(new JcaPEMKeyConverter().getPublicKey(SubjectPublicKeyInfo.getInstance(spki)));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    static String sha256(byte[] data) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String fingerprint(X509Certificate certificate) {
        try {
            return sha256(certificate.getEncoded());
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    static String keyFingerprint(X509Certificate certificate) {
        return sha256(keyInfo(certificate));
    }

    /** SubjectPublicKeyInfo as it stands in the certificate; Java's key would encode unusual keys anew. */
    static byte[] keyInfo(X509Certificate certificate) {
        try {
            return new JcaX509CertificateHolder(certificate)
                    .getSubjectPublicKeyInfo()
                    .getEncoded();
        } catch (CertificateException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the certificate was signed with that key; no other property is looked at. */
    static boolean isSignedBy(X509Certificate certificate, PublicKey key) {
        try {
            certificate.verify(key);
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    static boolean isSelfSigned(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
                && isSignedBy(certificate, certificate.getPublicKey());
    }

    static List<String> dnsNames(X509Certificate certificate) {
        return alternativeNames(certificate, DNS_NAME);
    }

    static List<String> addresses(X509Certificate certificate) {
        return alternativeNames(certificate, IP_ADDRESS);
    }

    /** Common names of the subject; none when the subject cannot be read. */
    static List<String> commonNames(X509Certificate certificate) {
        try {
            var names = new ArrayList<String>();
            for (var rdn :
                    new JcaX509CertificateHolder(certificate).getSubject().getRDNs(BCStyle.CN)) {
                names.add(IETFUtils.valueToString(rdn.getFirst().getValue()));
            }
            return names;
        } catch (CertificateException | RuntimeException e) {
            return List.of();
        }
    }

    static PeerFacts facts(X509Certificate certificate) {
        var names = new ArrayList<>(dnsNames(certificate));
        if (names.isEmpty()) {
            names.addAll(commonNames(certificate));
        }
        names.addAll(addresses(certificate));
        return new PeerFacts(
                fingerprint(certificate),
                keyFingerprint(certificate),
                certificate.getSubjectX500Principal().getName(),
                certificate.getIssuerX500Principal().getName(),
                names.subList(0, Math.min(MAX_FACTS, names.size())),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    private static List<String> alternativeNames(X509Certificate certificate, int type) {
        try {
            var names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> name.getFirst().equals(type))
                            .map(name -> String.valueOf(name.get(1)))
                            .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }
}
