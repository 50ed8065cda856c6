package dev.postseal.policy;

import dev.postseal.account.CurrentActor;
import dev.postseal.housekeeping.Rounds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntSupplier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings rows up to what their entries say already: whoever reads an override after its end takes what was to apply
 * thereafter for the entry itself, and this writes it there. It is a change like any other, made by Postseal; whichever node
 * comes first makes it.
 */
@Component
class GoingBack extends Rounds {
    private static final Duration PAUSE = Duration.ofSeconds(2);
    /** No more than a revision lists. */
    private static final int AT_ONCE = 500;

    private final ManyRows rows;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final CurrentActor actor;
    private final Clock clock;

    GoingBack(
            ManyRows rows,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            CurrentActor actor,
            Clock clock) {
        super("postseal-going-back", PAUSE);
        this.rows = rows;
        this.transaction = transaction;
        this.events = events;
        this.actor = actor;
        this.clock = clock;
    }

    @Override
    protected void round() {
        untilNoneIsLeft(() -> Objects.requireNonNull(transaction.execute(status -> some())));
    }

    /** All that are over, in the transaction of whoever calls: for a writer who compares rows and not entries. */
    void all() {
        untilNoneIsLeft(this::some);
    }

    private static void untilNoneIsLeft(IntSupplier some) {
        int done = AT_ONCE;
        while (done == AT_ONCE) {
            done = some.getAsInt();
        }
    }

    private int some() {
        return actor.asSystem(() -> {
            Instant now = clock.instant();
            Map<Long, PolicyEntry> before = new HashMap<>();
            List<PolicyEntry> after = new ArrayList<>();
            for (PolicyEntry entry : rows.lockGoingBack(now, AT_ONCE)) {
                before.put(entry.id(), entry);
                after.add(entry.at(now));
            }
            String who = actor.get().label();
            rows.rewrite(after, now, who)
                    .forEach(entry -> events.publishEvent(new PolicyChange(before.get(entry.id()), entry, who)));
            return after.size();
        });
    }
}
