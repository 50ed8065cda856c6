package dev.postseal.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry as somebody typed it, not yet checked.
 *
 * @param target any spelling of what Postfix looks up, also with U-labels
 * @param policy a level's name
 * @param parameters attributes in Postfix's syntax
 * @param expiresAt from then on the entry no longer applies, or says what is to apply thereafter; null: it stays
 * @param thereafter only with an end; null: nothing
 */
public record PolicyDraft(
        String target,
        String policy,
        String parameters,
        boolean active,
        String reason,
        String owner,
        @Nullable Instant expiresAt,
        @Nullable ThereafterDraft thereafter) {
    /** An entry that says nothing any more after its end, where it has one. */
    public PolicyDraft(
            String target,
            String policy,
            String parameters,
            boolean active,
            String reason,
            String owner,
            @Nullable Instant expiresAt) {
        this(target, policy, parameters, active, reason, owner, expiresAt, null);
    }

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

    /** The same, switched on or off. */
    public PolicyDraft switched(boolean on) {
        return new PolicyDraft(target, policy, parameters, on, reason, owner, expiresAt, thereafter);
    }

    /** The same, with what is to apply after its end. */
    public PolicyDraft followedBy(ThereafterDraft then) {
        return new PolicyDraft(target, policy, parameters, active, reason, owner, expiresAt, then);
    }

    /** What it comes to at that time: after its end, what was to apply thereafter, without an end. */
    public PolicyDraft at(Instant now) {
        return thereafter == null || expiresAt == null || expiresAt.isAfter(now)
                ? this
                : new PolicyDraft(
                        target,
                        thereafter.policy(),
                        thereafter.parameters(),
                        active,
                        thereafter.reason(),
                        thereafter.owner(),
                        null);
    }

    private static boolean isSeparator(char c) {
        return c == ',' || AttributeToken.isBlank(c);
    }
}
