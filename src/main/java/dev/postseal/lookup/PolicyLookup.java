package dev.postseal.lookup;

import dev.postseal.mail.NextHop;
import dev.postseal.policy.LiveEntry;
import dev.postseal.policy.ParsedPolicy;
import dev.postseal.policy.PolicyGrammar;
import dev.postseal.policy.TlsPolicy;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Answers which policy applies, from memory, and lets a session act only while the answer still holds. Safe for use by
 * any number of threads.
 */
public final class PolicyLookup {
    private final PolicyGrammar grammar;
    private final TlsPolicy defaultPolicy;
    private final Clock clock;
    private final ReadWriteLock gate = new ReentrantReadWriteLock();
    private volatile PolicyTable table = PolicyTable.of(-1, Map.of());

    /**
     * @param grammar reads the parameters of stored entries
     * @param defaultPolicy for next hops without an entry
     */
    public PolicyLookup(PolicyGrammar grammar, TlsPolicy defaultPolicy, Clock clock) {
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
            LiveEntry entry = now.get(keys.get(i));
            if (entry != null && entry.appliesAt(instant)) {
                return byEntry(nextHop, keys.subList(0, i + 1), now.revision(), entry);
            }
        }
        return new Decision.ByDefault(nextHop, keys, now.revision(), defaultPolicy);
    }

    /** The active, unexpired entry of exactly this key. */
    public @Nullable LiveEntry exactly(String key) {
        LiveEntry entry = table.get(key);
        return entry != null && entry.appliesAt(clock.instant()) ? entry : null;
    }

    /**
     * Performs the act if the decision still holds, otherwise returns false and does nothing. No table is replaced
     * while an act is performed: once a change is in force, no act under the older policy begins.
     *
     * @param act must be short; it holds up every change while it lasts
     */
    public boolean whileInForce(Decision decision, Act act) throws IOException {
        Lock reading = gate.readLock();
        reading.lock();
        try {
            boolean holds = decide(decision.nextHop()).agreesWith(decision);
            if (holds) {
                act.perform();
            }
            return holds;
        } finally {
            reading.unlock();
        }
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
