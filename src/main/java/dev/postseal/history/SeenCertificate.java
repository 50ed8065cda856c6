package dev.postseal.history;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that a mail server last showed, where what it proves depends on it.
 *
 * @param policy the entry under which it was seen; null: the default policy
 * @param level in effect then, as Postfix spells it
 * @param delivery whose attempt saw it; it may have been cleared away since
 */
public record SeenCertificate(
        String nexthop,
        String mxHost,
        @Nullable Long policy,
        String level,
        String sha256,
        String spkiSha256,
        Instant notAfter,
        Instant seenAt,
        long delivery) {
    public boolean isExpired(Instant now) {
        return !notAfter.isAfter(now);
    }

    /** Whether the certificate or its key is what was pinned. */
    public boolean isPinned() {
        return level.equals("fingerprint");
    }

    /** Whether one of these fingerprints is that of the certificate or of its key. */
    public boolean isOneOf(List<String> fingerprints) {
        return isOneOf(fingerprints, sha256, spkiSha256);
    }

    /** Whether one of these fingerprints is one of those two; colons and case do not matter. */
    public static boolean isOneOf(List<String> fingerprints, String sha256, String spkiSha256) {
        return fingerprints.stream()
                .map(SeenCertificate::bare)
                .anyMatch(pinned -> pinned.equals(bare(sha256)) || pinned.equals(bare(spkiSha256)));
    }

    private static String bare(String fingerprint) {
        return fingerprint.replace(":", "").toLowerCase(Locale.ROOT);
    }
}
