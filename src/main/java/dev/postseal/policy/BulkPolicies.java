package dev.postseal.policy;

import dev.postseal.account.CurrentActor;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Changes many entries in one transaction, all of them or none, with a {@link PolicyChange} for each, and returns only when
 * this node decides by it. Each change can be taken back ({@link PolicyUndo}).
 */
@Service
public class BulkPolicies {
    /** So many entries can be changed at once. */
    public static final int MOST = PolicySearch.COUNT_LIMIT;

    private final PolicySearch search;
    private final ManyRows rows;
    private final DraftRules rules;
    private final PolicyUndo undo;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final List<LivePolicies> live;
    private final CurrentActor actor;
    private final Clock clock;

    BulkPolicies(
            PolicySearch search,
            ManyRows rows,
            DraftRules rules,
            PolicyUndo undo,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            List<LivePolicies> live,
            CurrentActor actor,
            Clock clock) {
        this.search = search;
        this.rows = rows;
        this.rules = rules;
        this.undo = undo;
        this.transaction = transaction;
        this.events = events;
        this.live = live;
        this.actor = actor;
        this.clock = clock;
    }

    /** The entries that a query finds, of all its pages; one more than {@link #MOST} when there are too many. */
    public List<Long> matching(PolicyQuery query) {
        return search.ids(query, clock.instant(), MOST + 1);
    }

    /**
     * @param ids at most {@link #MOST}
     * @throws IllegalArgumentException when there are more, or the owner breaks the rules for one
     */
    public BulkResult apply(BulkAct act, Collection<Long> ids) {
        if (ids.size() > MOST || act instanceof BulkAct.Assign(String owner) && !DraftRules.isOwner(owner)) {
            throw new IllegalArgumentException(act + " for " + ids.size() + " entries");
        }
        List<Long> once = ids.stream().distinct().toList();
        BulkResult result = Objects.requireNonNull(transaction.execute(status -> write(act, once)));
        live.forEach(LivePolicies::catchUp);
        return result;
    }

    private BulkResult write(BulkAct act, List<Long> ids) {
        List<PolicyEntry> found = rows.lock(ids);
        List<PolicyEntry> changing = new ArrayList<>();
        List<BulkResult.Refused> refused = new ArrayList<>();
        for (PolicyEntry entry : found) {
            List<Problem> problems = problems(act, entry);
            if (!problems.isEmpty()) {
                refused.add(new BulkResult.Refused(entry, problems));
            } else if (!changed(act, entry).draft().equals(entry.draft()) || act instanceof BulkAct.Delete) {
                changing.add(entry);
            }
        }
        UUID undoable = changing.isEmpty() ? null : undo.remember(carryOut(act, changing));
        int same = found.size() - changing.size() - refused.size();
        return new BulkResult(changing.size(), same, ids.size() - found.size(), refused, undoable);
    }

    private List<PolicyChange> carryOut(BulkAct act, List<PolicyEntry> before) {
        Map<Long, PolicyEntry> after = new HashMap<>();
        if (act instanceof BulkAct.Delete) {
            rows.delete(before);
        } else {
            rows.rewrite(
                            before.stream().map(entry -> changed(act, entry)).toList(),
                            clock.instant(),
                            actor.get().label())
                    .forEach(entry -> after.put(entry.id(), entry));
        }
        List<PolicyChange> changes = before.stream()
                .map(entry -> new PolicyChange(
                        entry, after.get(entry.id()), actor.get().label()))
                .toList();
        changes.forEach(events::publishEvent);
        return changes;
    }

    private List<Problem> problems(BulkAct act, PolicyEntry entry) {
        return switch (act) {
            // Nothing is switched on that would mean nothing today; who has no reason was not asked for one then.
            case BulkAct.Switch(boolean active) ->
                active && !entry.active() ? rules.problems(entry.draft()) : List.of();
            case BulkAct.Expire(var at) -> rules.problemsWithEnd(entry, at);
            case BulkAct.Assign(String owner) -> List.of();
            case BulkAct.Delete() -> List.of();
        };
    }

    private static PolicyEntry changed(BulkAct act, PolicyEntry entry) {
        return switch (act) {
            case BulkAct.Switch(boolean active) -> entry.switched(active);
            case BulkAct.Expire(var at) -> entry.expiring(at);
            case BulkAct.Assign(String owner) -> entry.owned(owner.strip());
            case BulkAct.Delete() -> entry;
        };
    }

    /** Whether this can be an owner. */
    public static boolean canBeOwner(@Nullable String owner) {
        return owner != null && DraftRules.isOwner(owner);
    }
}
