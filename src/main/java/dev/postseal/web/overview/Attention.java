package dev.postseal.web.overview;

import dev.postseal.export.MapFile;
import dev.postseal.history.Backlog;
import dev.postseal.history.Deferring;
import dev.postseal.lookup.PolicyLookup;
import dev.postseal.policy.ExpiringPolicies;
import dev.postseal.policy.PolicyEntry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What needs somebody now. */
@Component
class Attention {
    private static final int MOST = 8;
    private static final Duration SOON = Duration.ofDays(14);
    private static final Duration RECENTLY = Duration.ofDays(30);

    /** A queue of a few tells nothing. */
    private static final long FEW = 50;

    private final Backlog backlog;
    private final ExpiringPolicies expiring;
    private final PolicyLookup lookup;
    private final MapFile file;
    private final Clock clock;

    Attention(Backlog backlog, ExpiringPolicies expiring, PolicyLookup lookup, MapFile file, Clock clock) {
        this.file = file;
        this.backlog = backlog;
        this.expiring = expiring;
        this.lookup = lookup;
        this.clock = clock;
    }

    /**
     * @param behind whether this node could not confirm for some seconds that it knows every change
     * @param exportFails whether the text map on disk, or the command after it, fails
     * @param growth how the queue has grown within an hour or two; null when it has not
     */
    record Now(
            boolean behind,
            boolean exportFails,
            @Nullable Growth growth,
            List<Deferring> deferring,
            List<PolicyEntry> expired,
            List<PolicyEntry> expiring) {
        public boolean isNothing() {
            return !behind
                    && !exportFails
                    && growth == null
                    && deferring.isEmpty()
                    && expired.isEmpty()
                    && expiring.isEmpty();
        }
    }

    record Growth(long before, long now) {}

    Now now() {
        Instant now = clock.instant();
        return new Now(
                !lookup.isCurrent(),
                !file.status().failures().isEmpty(),
                growth(),
                backlog.deferring(MOST),
                expiring.between(now.minus(RECENTLY), now, MOST),
                expiring.between(now, now.plus(SOON), MOST));
    }

    private @Nullable Growth growth() {
        long before = backlog.waitingBefore().orElse(Long.MAX_VALUE);
        long now = backlog.waitingNow().orElse(0);
        return now >= FEW && before < now * 2 / 3 ? new Growth(before, now) : null;
    }
}
