package dev.postseal.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What of an active entry decides about mail: kept in memory a million times, so no more than that.
 *
 * @param expiresAt from then on the entry does not exist for lookups, or says what is to apply thereafter
 * @param thereafter null: nothing
 */
public record LiveEntry(
        long id,
        String target,
        Level policy,
        String parameters,
        @Nullable Instant expiresAt,
        @Nullable Demand thereafter,
        long version) {
    /** What an entry demands. */
    public record Demand(Level policy, String parameters) {}

    /** An entry that demands nothing any more after its end, where it has one. */
    public LiveEntry(
            long id, String target, Level policy, String parameters, @Nullable Instant expiresAt, long version) {
        this(id, target, policy, parameters, expiresAt, null, version);
    }

    /** The entry as it is at that time; null: it does not exist for lookups. */
    public @Nullable LiveEntry at(Instant now) {
        if (expiresAt == null || expiresAt.isAfter(now)) {
            return this;
        }
        return thereafter == null
                ? null
                : new LiveEntry(id, target, thereafter.policy(), thereafter.parameters(), null, version);
    }

    /** What Postfix reads: level and parameters. */
    public String line() {
        return policy.line(parameters);
    }
}
