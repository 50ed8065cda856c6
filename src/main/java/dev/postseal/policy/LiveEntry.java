package dev.postseal.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What of an active entry decides about mail: kept in memory a million times, so no more than that.
 *
 * @param expiresAt from then on the entry does not exist for lookups
 */
public record LiveEntry(
        long id,
        String target,
        Level policy,
        String parameters,
        @Nullable Instant expiresAt,
        long version) {
    public boolean appliesAt(Instant now) {
        return expiresAt == null || expiresAt.isAfter(now);
    }

    /** What Postfix reads: level and parameters. */
    public String line() {
        return parameters.isEmpty() ? policy.text() : policy.text() + " " + parameters;
    }
}
