package dev.postseal.enforcement;

import dev.postseal.dns.TlsaRecord;
import dev.postseal.mail.Reason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a set of TLSA records makes of a chain (RFC 7671 sections 5.1 and 5.2; OpenSSL x509_vfy.c, dane_verify). */
record TlsaTrust(TlsaSet records) {
    /** How it came out. */
    sealed interface Result {
        /** Usage 3: this very certificate or key. Dates do not matter, nor do names in DNS-based DANE. */
        record EndEntity(TlsaRecord by) implements Result {}

        /** Usage 2: the chain leads to the anchor; names are still to be checked. */
        record Anchored(String by) implements Result {}

        record Failed(Reason reason) implements Result {}
    }

    Result verify(List<X509Certificate> sent, Instant now) {
        Optional<TlsaRecord> leaf = records.match(TlsaSet.END_ENTITY, sent.getFirst());
        if (leaf.isPresent()) {
            return new Result.EndEntity(leaf.get());
        }
        if (!records.hasAnchors()) {
            return new Result.Failed(mismatch(sent.getFirst()));
        }
        return switch (Chain.verify(sent, records.anchorCertificates(), this::find, now, true)) {
            case Chain.Result.Good good -> new Result.Anchored(String.valueOf(good.label()));
            case Chain.Result.Bad bad ->
                new Result.Failed(isMissingAnchor(bad.reason()) ? mismatch(sent.getFirst()) : bad.reason());
        };
    }

    /** As it is shown to people: {@code 3 1 1 ab12…}, data cut after 16 digits. */
    static String show(TlsaRecord record) {
        String hex = record.hex();
        return record.usage() + " " + record.selector() + " " + record.matchingType() + " "
                + (hex.length() > 16 ? hex.substring(0, 16) + "…" : hex);
    }

    private Optional<Chain.Anchor> find(X509Certificate certificate, int depth) {
        if (depth > 0) {
            Optional<Chain.Anchor> self = records.match(TlsaSet.TRUST_ANCHOR, certificate)
                    .map(record -> new Chain.Anchor(new TrustAnchor(certificate, null), true, show(record)));
            if (self.isPresent()) {
                return self;
            }
        }
        return records.anchorKeys().stream()
                .flatMap(record -> Certificates.parseKey(record.data()).stream()
                        .filter(key -> Certificates.isSignedBy(certificate, key))
                        .map(key -> new Chain.Anchor(
                                new TrustAnchor(certificate.getIssuerX500Principal(), key, null), false, show(record))))
                .findFirst();
    }

    private static boolean isMissingAnchor(Reason reason) {
        return switch (reason.code()) {
            case "tls.unknown-issuer", "tls.self-signed", "tls.chain-too-long" -> true;
            default -> false;
        };
    }

    private Reason mismatch(X509Certificate leaf) {
        return Reason.of(
                "dane.mismatch",
                String.join(
                        ", ", records.records().stream().map(TlsaTrust::show).toList()),
                Certificates.fingerprint(leaf),
                Certificates.keyFingerprint(leaf));
    }
}
