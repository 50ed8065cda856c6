package dev.postseal.policy;

import dev.postseal.account.CurrentActor;
import dev.postseal.policy.UndoRows.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes changes of entries back, for a day and only by whom they were made. That is a change itself: it raises the revision,
 * is published, and can be taken back. Entries that somebody has changed since are left as they are.
 */
@Service
public class PolicyUndo {
    private static final Duration KEPT = Duration.ofDays(1);

    private final UndoRows undos;
    private final ManyRows rows;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final List<LivePolicies> live;
    private final CurrentActor actor;
    private final Clock clock;

    PolicyUndo(
            UndoRows undos,
            ManyRows rows,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            List<LivePolicies> live,
            CurrentActor actor,
            Clock clock) {
        this.undos = undos;
        this.rows = rows;
        this.transaction = transaction;
        this.events = events;
        this.live = live;
        this.actor = actor;
        this.clock = clock;
    }

    /**
     * Keeps what it takes to take one change back.
     *
     * @param before null: the entry was added
     * @param after null: the entry was deleted
     */
    public UUID remember(@Nullable PolicyEntry before, @Nullable PolicyEntry after) {
        var change = new PolicyChange(before, after, actor.get().label());
        return Objects.requireNonNull(transaction.execute(status -> remember(List.of(change))));
    }

    /** The same for many, in the transaction that makes the changes. */
    UUID remember(List<PolicyChange> changes) {
        Instant now = clock.instant();
        UUID undo = UUID.randomUUID();
        undos.forget(now.minus(KEPT));
        undos.insert(undo, now, actor.get().label(), changes);
        return undo;
    }

    /** Takes the change of that name back, as far as it stands; once. */
    public UndoResult undo(UUID name) {
        UndoResult result = Objects.requireNonNull(transaction.execute(status -> takeBack(name)));
        live.forEach(LivePolicies::catchUp);
        return result;
    }

    private UndoResult takeBack(UUID name) {
        List<Step> steps = undos.take(name, actor.get().label());
        Map<Long, PolicyEntry> present = new HashMap<>();
        rows.lock(steps.stream().map(Step::id).toList()).forEach(entry -> present.put(entry.id(), entry));
        Set<String> taken = taken(steps, present);
        List<Step> possible = steps.stream()
                .filter(step -> !step.isOvertaken(present.get(step.id())))
                .filter(step ->
                        step.before() == null || !taken.contains(step.before().target()))
                .toList();
        List<PolicyChange> changes = carryOut(possible, present);
        changes.forEach(events::publishEvent);
        return new UndoResult(
                changes.stream().map(UndoResult.Undone::by).toList(),
                steps.size() - possible.size(),
                changes.isEmpty() ? null : remember(changes));
    }

    /** Targets that entries would have again, and others have now. */
    private Set<String> taken(List<Step> steps, Map<Long, PolicyEntry> present) {
        Map<String, Long> wanted = new HashMap<>();
        for (Step step : steps) {
            PolicyEntry before = step.before();
            PolicyEntry now = present.get(step.id());
            if (before != null && (now == null || !now.target().equals(before.target()))) {
                wanted.put(before.target(), step.id());
            }
        }
        Set<String> taken = new HashSet<>();
        rows.byTarget(List.copyOf(wanted.keySet())).forEach(entry -> taken.add(entry.target()));
        return taken;
    }

    private List<PolicyChange> carryOut(List<Step> steps, Map<Long, PolicyEntry> present) {
        List<PolicyEntry> restore = new ArrayList<>();
        List<PolicyEntry> rewrite = new ArrayList<>();
        List<PolicyEntry> delete = new ArrayList<>();
        for (Step step : steps) {
            PolicyEntry before = step.before();
            PolicyEntry now = present.get(step.id());
            if (before == null && now != null) {
                delete.add(now);
            } else if (before != null) {
                (now == null ? restore : rewrite).add(before);
            }
        }
        rows.delete(delete);
        List<PolicyEntry> written = new ArrayList<>(rows.rewrite(rewrite, clock.instant(), label()));
        written.addAll(rows.restore(restore, clock.instant(), label()));
        List<PolicyChange> changes = new ArrayList<>();
        delete.forEach(entry -> changes.add(new PolicyChange(entry, null, label())));
        written.forEach(entry -> changes.add(new PolicyChange(present.get(entry.id()), entry, label())));
        return changes;
    }

    private String label() {
        return actor.get().label();
    }
}
