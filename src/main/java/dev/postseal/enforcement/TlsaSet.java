package dev.postseal.enforcement;

import dev.postseal.dns.TlsaRecord;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * TLSA records as a matcher of certificates, with OpenSSL's digest agility (RFC 7671 section 9): where SHA-512 is
 * published for a usage and selector, SHA-256 is not looked at; full data always is.
 */
record TlsaSet(List<TlsaRecord> records) {
    static final int TRUST_ANCHOR = 2;
    static final int END_ENTITY = 3;

    /** Postfix drops these as soon as it reads them (tls_dane.c, parse_tlsa_rr): usages 0 and 1, empty data. */
    static boolean isKnownUsage(TlsaRecord record) {
        return (record.usage() == TRUST_ANCHOR || record.usage() == END_ENTITY)
                && record.matchingType() != 255
                && !record.hex().isEmpty();
    }

    /** OpenSSL refuses the others when a session is set up (ssl_lib.c, dane_tlsa_add). */
    static boolean isUsable(TlsaRecord record) {
        if (!isKnownUsage(record) || record.selector() > 1) {
            return false;
        }
        return switch (record.matchingType()) {
            case 0 -> isReadable(record);
            case 1 -> record.hex().length() == 64;
            case 2 -> record.hex().length() == 128;
            default -> false;
        };
    }

    Optional<TlsaRecord> match(int usage, X509Certificate certificate) {
        return records.stream()
                .filter(record -> record.usage() == usage)
                .filter(Predicate.not(this::isOutdone))
                .filter(record -> record.hex().equals(associationData(record, certificate)))
                .findFirst();
    }

    /** Anchors given whole: certificates of {@code 2 0 0}, which need not be in the chain sent. */
    List<X509Certificate> anchorCertificates() {
        return anchors(0)
                .map(record -> Certificates.parse(record.data()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Anchors given as bare keys: {@code 2 1 0}. */
    List<TlsaRecord> anchorKeys() {
        return anchors(1).toList();
    }

    boolean hasAnchors() {
        return records.stream().anyMatch(record -> record.usage() == TRUST_ANCHOR);
    }

    private java.util.stream.Stream<TlsaRecord> anchors(int selector) {
        return records.stream()
                .filter(r -> r.usage() == TRUST_ANCHOR && r.selector() == selector && r.matchingType() == 0);
    }

    private boolean isOutdone(TlsaRecord record) {
        return record.matchingType() == 1
                && records.stream()
                        .anyMatch(other -> other.usage() == record.usage()
                                && other.selector() == record.selector()
                                && other.matchingType() == 2);
    }

    private static boolean isReadable(TlsaRecord record) {
        return record.selector() == 0
                ? Certificates.parse(record.data()).isPresent()
                : Certificates.parseKey(record.data()).isPresent();
    }

    private static String associationData(TlsaRecord record, X509Certificate certificate) {
        try {
            byte[] data = record.selector() == 0 ? certificate.getEncoded() : Certificates.keyInfo(certificate);
            return switch (record.matchingType()) {
                case 0 -> HexFormat.of().formatHex(data);
                case 1 -> Certificates.sha256(data);
                case 2 ->
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-512").digest(data));
                default -> "unusable";
            };
        } catch (CertificateEncodingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
