package dev.postseal.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry as somebody typed it, not yet checked.
 *
 * @param target any spelling of what Postfix looks up, also with U-labels
 * @param policy a level's name
 * @param parameters attributes in Postfix's syntax
 * @param expiresAt from then on the entry no longer applies; null: it stays
 */
public record PolicyDraft(
        String target,
        String policy,
        String parameters,
        boolean active,
        String reason,
        String owner,
        @Nullable Instant expiresAt) {
    /**
     * A line of a Postfix table: there is nothing but what Postfix reads.
     *
     * @param value level and attributes in one text, cut where Postfix cuts them
     */
    public static PolicyDraft ofLine(String target, String value) {
        int start = 0;
        while (start < value.length() && isSeparator(value.charAt(start))) {
            start++;
        }
        int end = start;
        while (end < value.length() && !isSeparator(value.charAt(end))) {
            end++;
        }
        return new PolicyDraft(target, value.substring(start, end), value.substring(end), true, "", "", null);
    }

    private static boolean isSeparator(char c) {
        return c == ',' || AttributeToken.isBlank(c);
    }
}
