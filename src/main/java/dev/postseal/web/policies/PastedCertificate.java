package dev.postseal.web.policies;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A certificate as somebody pasted it, with what can be pinned of it. It does NOT prove whose it is.
 *
 * @param sha256 fingerprint of the whole certificate
 * @param spkiSha256 fingerprint of its public key, which outlives a renewal with the same key
 */
record PastedCertificate(String subject, Instant notAfter, String sha256, String spkiSha256) {
    private static final Duration SOON = Duration.ofDays(30);
    private static final int LONGEST = 20_000;

    /** The first certificate of a text in PEM form; empty when there is none that can be read. */
    static Optional<PastedCertificate> read(String pem) {
        int start = pem.indexOf("-----BEGIN CERTIFICATE-----");
        if (start < 0 || pem.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            var bytes = pem.substring(start).getBytes(StandardCharsets.US_ASCII);
            var certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
            return Optional.of(new PastedCertificate(
                    certificate.getSubjectX500Principal().getName(),
                    certificate.getNotAfter().toInstant(),
                    sha256(certificate.getEncoded()),
                    sha256(certificate.getPublicKey().getEncoded())));
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }

    public boolean isExpired(Instant now) {
        return !notAfter.isAfter(now);
    }

    /** It will not last long, and the entry would then keep mail from going. */
    public boolean isAboutToExpire(Instant now) {
        return !isExpired(now) && notAfter.isBefore(now.plus(SOON));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.ofDelimiter(":")
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
