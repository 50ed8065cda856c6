package dev.postseal.policy;

import dev.postseal.account.CurrentActor;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The entries. Each write stores the entry, raises the revision and publishes a {@link PolicyChange} in one
 * transaction, and returns only when this node decides by it ({@link LivePolicies}). Nothing is half-written: a result
 * other than {@code Saved} or {@code Deleted} has changed nothing.
 *
 * <p>It does NOT ensure that other nodes follow before it returns; they do within a second.
 */
@Service
public class Policies {
    private final PolicyRows rows;
    private final PolicySearch search;
    private final DraftRules rules;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final List<LivePolicies> live;
    private final CurrentActor actor;
    private final Clock clock;

    Policies(
            PolicyRows rows,
            PolicySearch search,
            DraftRules rules,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            List<LivePolicies> live,
            CurrentActor actor,
            Clock clock) {
        this.rows = rows;
        this.search = search;
        this.rules = rules;
        this.transaction = transaction;
        this.events = events;
        this.live = live;
        this.actor = actor;
        this.clock = clock;
    }

    public Optional<PolicyEntry> find(long id) {
        return rows.find(id);
    }

    /**
     * @param target in any spelling
     * @throws dev.postseal.mail.SyntaxException when it cannot be a target
     */
    public Optional<PolicyEntry> findByTarget(String target) {
        return rows.findByTarget(Target.parse(target).text());
    }

    public PolicyPage search(PolicyQuery query) {
        return search.page(query, clock.instant());
    }

    public PolicyCounts counts() {
        return search.counts();
    }

    /** What would be stored, or what is wrong; writes nothing. */
    public PolicyValidation validate(PolicyDraft draft) {
        return switch (rules.check(draft)) {
            case DraftRules.Result.Broken broken -> new PolicyValidation.Invalid(broken.problems());
            case DraftRules.Result.Kept kept ->
                new PolicyValidation.Valid(
                        kept.draft().target().text(),
                        kept.policy(),
                        kept.draft().parameters(),
                        kept.draft().findings());
        };
    }

    public SaveResult create(PolicyDraft draft) {
        return withChecked(draft, checked -> inForce(() -> insert(checked)));
    }

    /**
     * @param expectedVersion the version that the writer saw; null: whatever it is now
     */
    public SaveResult update(long id, PolicyDraft draft, @Nullable Long expectedVersion) {
        return withChecked(draft, checked -> inForce(() -> replace(id, checked, expectedVersion)));
    }

    /** Creates the entry of the draft's target or replaces it: the same call again changes nothing further. */
    public SaveResult put(PolicyDraft draft, @Nullable Long expectedVersion) {
        return withChecked(
                draft,
                checked -> inForce(() -> rows.findByTarget(checked.target().text())
                        .map(existing -> replaceIfDifferent(existing, checked, expectedVersion))
                        .orElseGet(() -> insert(checked))));
    }

    /**
     * The entry of a draft whose end is over, when it has gone back since to what the draft names for thereafter: whoever says
     * the same again then has nothing more to write.
     */
    public Optional<PolicyEntry> goneBack(PolicyDraft draft) {
        return rules.isOverOnly(draft) && rules.check(draft.at(clock.instant())) instanceof DraftRules.Result.Kept today
                ? rows.findByTarget(today.draft().target().text())
                        .filter(today.draft()::says)
                        .filter(entry -> entry.hasGoneBackSince(draft.expiresAt()))
                        .map(entry -> entry.with(List.of(Finding.of("expiresAt", FindingCode.EXPIRES__BACK))))
                : Optional.empty();
    }

    /**
     * @param expectedVersion the version that the writer saw; null: whatever it is now
     */
    public DeleteResult delete(long id, @Nullable Long expectedVersion) {
        DeleteResult result = required(transaction.execute(status -> remove(id, expectedVersion)));
        live.forEach(LivePolicies::catchUp);
        return result;
    }

    private interface Write {
        SaveResult with(CheckedDraft draft);
    }

    private SaveResult withChecked(PolicyDraft draft, Write write) {
        return switch (rules.check(draft)) {
            case DraftRules.Result.Broken broken -> new SaveResult.Refused(broken.problems());
            case DraftRules.Result.Kept kept -> withTaken(kept.draft(), write);
        };
    }

    /** The unique key decides, not a look beforehand: two writers may name the same target at once. */
    private SaveResult withTaken(CheckedDraft draft, Write write) {
        try {
            return write.with(draft);
        } catch (DuplicateKeyException e) {
            return rows.findByTarget(draft.target().text())
                    .<SaveResult>map(SaveResult.TargetTaken::new)
                    .orElseThrow(() -> e);
        }
    }

    private SaveResult inForce(Supplier<SaveResult> write) {
        SaveResult result = required(transaction.execute(status -> write.get()));
        live.forEach(LivePolicies::catchUp);
        return result;
    }

    private SaveResult insert(CheckedDraft draft) {
        return rows.insert(draft, clock.instant(), actor.get().label())
                .map(entry -> saved(null, entry, draft))
                .orElseGet(() -> new SaveResult.TargetTaken(
                        rows.findByTarget(draft.target().text()).orElseThrow()));
    }

    private SaveResult replace(long id, CheckedDraft draft, @Nullable Long expectedVersion) {
        PolicyEntry before = rows.find(id).orElse(null);
        if (before == null) {
            return new SaveResult.NotFound();
        }
        if (expectedVersion != null && expectedVersion != before.version()) {
            return new SaveResult.Stale(before);
        }
        return rows.update(
                        id,
                        before.version(),
                        draft,
                        clock.instant(),
                        actor.get().label())
                .map(after -> saved(before, after, draft))
                .orElseGet(() -> overtaken(id));
    }

    private SaveResult replaceIfDifferent(PolicyEntry existing, CheckedDraft draft, @Nullable Long expectedVersion) {
        boolean stands = expectedVersion == null || expectedVersion == existing.version();
        return stands && draft.says(existing)
                ? new SaveResult.Saved(existing, false)
                : replace(existing.id(), draft, expectedVersion);
    }

    private SaveResult overtaken(long id) {
        return rows.find(id).<SaveResult>map(SaveResult.Stale::new).orElseGet(SaveResult.NotFound::new);
    }

    /** What was rewritten is said now or never: the stored text no longer shows it. */
    private SaveResult saved(@Nullable PolicyEntry before, PolicyEntry after, CheckedDraft draft) {
        events.publishEvent(new PolicyChange(before, after, actor.get().label()));
        return new SaveResult.Saved(after.with(draft.findings()), before == null);
    }

    private DeleteResult remove(long id, @Nullable Long expectedVersion) {
        PolicyEntry before = rows.find(id).orElse(null);
        if (before == null) {
            return new DeleteResult.NotFound();
        }
        if ((expectedVersion != null && expectedVersion != before.version()) || !rows.delete(id, before.version())) {
            return new DeleteResult.Stale(rows.find(id).orElse(before));
        }
        events.publishEvent(new PolicyChange(before, null, actor.get().label()));
        return new DeleteResult.Deleted(before);
    }

    private static <T> T required(@Nullable T result) {
        if (result == null) {
            throw new IllegalStateException("a transaction gave no result");
        }
        return result;
    }
}
