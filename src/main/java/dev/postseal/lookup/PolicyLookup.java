package dev.postseal.lookup;

import dev.postseal.mail.NextHop;
import dev.postseal.policy.LiveEntries;
import dev.postseal.policy.LiveEntry;
import dev.postseal.policy.ParsedPolicy;
import dev.postseal.policy.PolicyEntry;
import dev.postseal.policy.PolicyGrammar;
import dev.postseal.policy.Thereafter;
import dev.postseal.policy.TlsPolicy;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Answers which policy applies, from memory, and lets a session act only while the answer still holds. Safe for use by
 * any number of threads. Answers are always given; acts are permitted only while the table is known to be current.
 */
public final class PolicyLookup {
    /** So long a table may be used without the database having confirmed it; it is asked twice a second. */
    private static final Duration MAX_AGE = Duration.ofSeconds(5);

    private final PolicyGrammar grammar;
    private final TlsPolicy defaultPolicy;
    private final Clock clock;
    private final Duration maxAge;
    private final ReadWriteLock gate = new ReentrantReadWriteLock();
    private volatile PolicyTable table = PolicyTable.of(-1, LiveEntries.none());
    /** By the machine's uptime, which nobody can set back. */
    private volatile long confirmedAt;

    /**
     * @param grammar reads the parameters of stored entries
     * @param defaultPolicy for next hops without an entry
     */
    public PolicyLookup(PolicyGrammar grammar, TlsPolicy defaultPolicy, Clock clock) {
        this(grammar, defaultPolicy, clock, MAX_AGE);
    }

    PolicyLookup(PolicyGrammar grammar, TlsPolicy defaultPolicy, Clock clock, Duration maxAge) {
        this.maxAge = maxAge;
        this.grammar = grammar;
        this.defaultPolicy = defaultPolicy;
        this.clock = clock;
    }

    /** A short act on the wire, such as sending one command. */
    @FunctionalInterface
    public interface Act {
        void perform() throws IOException;
    }

    /** The policy for this next hop at this moment. */
    public Decision decide(NextHop nextHop) {
        PolicyTable now = table;
        Instant instant = clock.instant();
        List<String> keys = LookupKeys.of(nextHop);
        for (int i = 0; i < keys.size(); i++) {
            LiveEntry entry = at(instant, now.get(keys.get(i)));
            if (entry != null) {
                return byEntry(nextHop, keys.subList(0, i + 1), now.revision(), entry);
            }
        }
        return new Decision.ByDefault(nextHop, keys, now.revision(), defaultPolicy);
    }

    /**
     * The entry that would apply to mail if a route did not lead it elsewhere.
     *
     * @return null when there is none, or it applies there too
     */
    public @Nullable LiveEntry passedBy(NextHop asked, NextHop routed) {
        LiveEntry meant = decide(asked).entry();
        LiveEntry decides = decide(routed).entry();
        return meant == null || (decides != null && decides.id() == meant.id()) ? null : meant;
    }

    /** For next hops without an entry. */
    public TlsPolicy defaultPolicy() {
        return defaultPolicy;
    }

    /** The active, unexpired entry of exactly this key, as it is now. */
    public @Nullable LiveEntry exactly(String key) {
        return at(clock.instant(), table.get(key));
    }

    /** What applies from the end of an entry on that has one. */
    public Following after(PolicyEntry entry) {
        Thereafter then = entry.thereafter();
        Instant end = entry.expiresAt();
        return then == null ? without(entry.target(), end == null ? clock.instant() : end) : new Following.Again(then);
    }

    /** What would apply to a target at that time, as far as is known now, if there were no entry for exactly it. */
    public Following without(String target, Instant time) {
        for (String key : LookupKeys.parents(target)) {
            LiveEntry entry = at(time, table.get(key));
            if (entry != null) {
                return new Following.Parent(entry);
            }
        }
        return new Following.ByDefault(defaultPolicy);
    }

    private static @Nullable LiveEntry at(Instant instant, @Nullable LiveEntry entry) {
        return entry == null ? null : entry.at(instant);
    }

    /**
     * Performs the act if the decision still holds, otherwise returns false and does nothing: also when the table is not
     * {@link #isCurrent() current}, because then nobody knows whether it holds. No table is replaced while an act is
     * performed: once a change is in force, no act under the older policy begins.
     *
     * @param act must be short; it holds up every change while it lasts
     */
    public boolean whileInForce(Decision decision, Act act) throws IOException {
        Lock reading = gate.readLock();
        reading.lock();
        try {
            boolean holds = isCurrent() && decide(decision.nextHop()).agreesWith(decision);
            if (holds) {
                act.perform();
            }
            return holds;
        } finally {
            reading.unlock();
        }
    }

    /**
     * Whether the database has confirmed within the last few seconds that every change is in the table. Otherwise mail
     * must wait: a policy may have been tightened without this node having heard of it.
     */
    public boolean isCurrent() {
        return table.revision() >= 0 && System.nanoTime() - confirmedAt <= maxAge.toNanos();
    }

    /** How long ago the database last confirmed that every change is in the table; of no meaning before the first one. */
    public Duration sinceConfirmed() {
        return Duration.ofNanos(System.nanoTime() - confirmedAt);
    }

    /**
     * The database has confirmed that every change is in the table.
     *
     * @param askedAt when it was asked, as {@link System#nanoTime} counts
     */
    void confirm(long askedAt) {
        confirmedAt = askedAt;
    }

    /** The revision by which decisions are made; negative before the first table is there. */
    public long revision() {
        return table.revision();
    }

    PolicyTable table() {
        return table;
    }

    /** Returns when no act under the former table is under way any more. */
    void replace(PolicyTable next) {
        Lock writing = gate.writeLock();
        writing.lock();
        try {
            table = next;
        } finally {
            writing.unlock();
        }
    }

    private Decision byEntry(NextHop nextHop, List<String> keys, long revision, LiveEntry entry) {
        return switch (grammar.parse(entry.policy().text(), entry.parameters())) {
            case ParsedPolicy.Accepted accepted ->
                new Decision.ByEntry(nextHop, keys, revision, entry, accepted.policy());
            case ParsedPolicy.Refused refused ->
                new Decision.Unusable(nextHop, keys, revision, entry, refused.problems());
        };
    }
}
