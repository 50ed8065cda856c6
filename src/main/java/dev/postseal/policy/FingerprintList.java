package dev.postseal.policy;

import java.util.List;
import java.util.Locale;

/**
 * Reads the fingerprints of {@code match} at fingerprint: SHA-256 in hexadecimal, with or without colons between the bytes
 * (tls_dane.c, {@code tls_dane_add_fpt_digests()}). Postfix skips a malformed one with a warning; here it is refused.
 */
final class FingerprintList {
    private static final int SHA256_BYTES = 32;

    private final Remarks remarks;

    FingerprintList(Remarks remarks) {
        this.remarks = remarks;
    }

    List<String> read(String value) {
        List<String> fingerprints = Lists.split(value, "|");
        fingerprints.forEach(this::check);
        return fingerprints;
    }

    private void check(String fingerprint) {
        int bytes = bytes(fingerprint);
        if (bytes < 0) {
            remarks.problem(ProblemCode.MATCH__FINGERPRINT, fingerprint, suggestion(fingerprint));
        } else if (bytes != SHA256_BYTES) {
            remarks.problem(ProblemCode.MATCH__FINGERPRINT_LENGTH, fingerprint, Integer.toString(bytes));
        }
    }

    /** The number of bytes, or -1 when this is not hexadecimal. */
    private static int bytes(String text) {
        int bytes = 0;
        int at = 0;
        while (at < text.length()) {
            if (bytes > 0 && text.charAt(at) == ':') {
                at++;
            }
            if (at + 2 > text.length() || !isHex(text.charAt(at)) || !isHex(text.charAt(at + 1))) {
                return -1;
            }
            at += 2;
            bytes++;
        }
        return bytes;
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0 && c < 128;
    }

    /** The same without an algorithm's name and blanks, where that is a fingerprint; an example otherwise. */
    private static String suggestion(String text) {
        String bare = text.toLowerCase(Locale.ROOT).replace(" ", "");
        for (String prefix : List.of("sha256:", "sha256=", "sha256fingerprint=", "sha-256:")) {
            bare = bare.startsWith(prefix) ? bare.substring(prefix.length()) : bare;
        }
        return bytes(bare) == SHA256_BYTES ? bare.toUpperCase(Locale.ROOT) : "12:AB:…:EF";
    }
}
