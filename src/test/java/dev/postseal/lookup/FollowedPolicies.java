package dev.postseal.lookup;

import dev.postseal.policy.Level;
import dev.postseal.policy.LiveEntries;
import dev.postseal.policy.LiveEntry;
import dev.postseal.policy.LivePolicies;
import dev.postseal.policy.PolicyFeed;
import dev.postseal.policy.PolicyGrammar;
import dev.postseal.policy.TlsPolicy;
import dev.postseal.policy.TrustAnchorFiles;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Lookups for tests that have no database: current, or out of date, as long as the test lasts. */
public final class FollowedPolicies {
    private FollowedPolicies() {}

    /** No entries, and the database has just said so. */
    public static PolicyLookup current(TlsPolicy defaultPolicy) {
        PolicyLookup lookup = lookup(defaultPolicy, Duration.ofDays(1));
        lookup.confirm(System.nanoTime());
        return lookup;
    }

    /** These entries; as current as the former. */
    public static PolicyLookup with(TlsPolicy defaultPolicy, LiveEntry... entries) {
        PolicyLookup lookup = current(defaultPolicy);
        lookup.replace(PolicyTable.of(7, LiveEntries.of(List.of(entries))));
        return lookup;
    }

    /** No entries, for all that is known; {@link #confirm} makes it current. */
    public static PolicyLookup unknown(TlsPolicy defaultPolicy) {
        PolicyLookup lookup = lookup(defaultPolicy, Duration.ofDays(1));
        lookup.confirm(System.nanoTime() - Duration.ofDays(2).toNanos());
        return lookup;
    }

    public static void confirm(PolicyLookup lookup) {
        lookup.confirm(System.nanoTime());
    }

    /** Puts this entry in the place of all others, as a change that has just become known. */
    public static void enter(PolicyLookup lookup, String target, Level level, String parameters) {
        long revision = lookup.revision() + 1;
        lookup.replace(PolicyTable.of(
                revision, LiveEntries.of(List.of(new LiveEntry(1, target, level, parameters, null, revision)))));
    }

    /** Follows the feed, also through times without a database, until it is closed; a write waits for it. */
    public static Following following(PolicyFeed feed, PolicyLookup lookup) {
        var follower = new PolicyFollower(feed, lookup);
        follower.start();
        return new Following(follower);
    }

    public record Following(LivePolicies live) implements AutoCloseable {
        @Override
        public void close() {
            ((PolicyFollower) live).close();
        }
    }

    private static PolicyLookup lookup(TlsPolicy defaultPolicy, Duration maxAge) {
        var lookup = new PolicyLookup(
                new PolicyGrammar(TrustAnchorFiles.unchecked()), defaultPolicy, Clock.systemUTC(), maxAge);
        lookup.replace(PolicyTable.of(0, LiveEntries.none()));
        return lookup;
    }
}
