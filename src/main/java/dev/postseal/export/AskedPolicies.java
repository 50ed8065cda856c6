package dev.postseal.export;

import dev.postseal.housekeeping.Rounds;
import dev.postseal.policy.PolicyUses;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Writes down which entries Postfix has asked for, so that lists of entries say when each was last used. */
@Component
class AskedPolicies extends Rounds {
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final SocketmapUse use;
    private final PolicyUses uses;
    private final Clock clock;

    AskedPolicies(SocketmapUse use, PolicyUses uses, Clock clock) {
        super("postseal-asked-policies", PAUSE);
        this.use = use;
        this.uses = uses;
        this.clock = clock;
    }

    @Override
    protected void round() {
        List<Long> entries = use.takeAskedEntries();
        try {
            uses.asked(entries, clock.instant());
        } catch (DataAccessException | TransactionException e) {
            entries.forEach(use::askedFor);
            throw e;
        }
    }
}
