package dev.postseal.audit;

import dev.postseal.account.CurrentActor;
import dev.postseal.account.Role;
import dev.postseal.account.Settings;
import dev.postseal.policy.DeleteResult;
import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.PolicyEntry;
import dev.postseal.policy.SaveResult;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/**
 * Takes back recorded changes of entries and settings, for those who may make them. That is a change itself, recorded with
 * the number of the one it takes back.
 */
@Service
public class Reversals {
    private final Audit audit;
    private final Policies policies;
    private final Settings settings;
    private final CurrentActor actor;
    private final Clock clock;

    Reversals(Audit audit, Policies policies, Settings settings, CurrentActor actor, Clock clock) {
        this.clock = clock;
        this.audit = audit;
        this.policies = policies;
        this.settings = settings;
        this.actor = actor;
    }

    /** Whether it is of a kind that can be taken back, and the one who acts may. */
    public boolean isOpenTo(AuditRecord record) {
        return record.isRevertible() && actor.get().role().includes(needed(record));
    }

    private static Role needed(AuditRecord record) {
        return record.kind() == Subject.SETTING ? Role.ADMINISTRATOR : Role.OPERATOR;
    }

    /**
     * What it would do; empty when there is no such record, or it is of something that is not taken back.
     *
     * @throws AccessDeniedException when the one who acts may not change it
     */
    public Optional<Reversal> of(long record) {
        return audit.find(record).filter(AuditRecord::isRevertible).map(this::of);
    }

    private Reversal of(AuditRecord record) {
        if (!isOpenTo(record)) {
            throw new AccessDeniedException("not for this role");
        }
        return record.kind() == Subject.SETTING ? ofSetting(record) : ofEntry(record);
    }

    private Reversal ofSetting(AuditRecord record) {
        boolean current = settings.isOn(record.subjectId());
        return new Reversal.OfSetting(record, current, isOn(record.before()), current != isOn(record.after()));
    }

    private static boolean isOn(@Nullable JsonNode state) {
        return state != null && state.path("value").asBoolean(false);
    }

    private Reversal ofEntry(AuditRecord record) {
        EntryState before = record.before() == null ? null : EntryState.of(record.before());
        EntryState after = record.after() == null ? null : EntryState.of(record.after());
        PolicyEntry current = current(before, after);
        PolicyDraft wanted = before == null ? null : before.draft().at(clock.instant());
        return new Reversal.OfEntry(record, current, wanted, isChanged(current, after));
    }

    /** The entry that was changed; when it is gone, the one that has taken its place. */
    private @Nullable PolicyEntry current(@Nullable EntryState before, @Nullable EntryState after) {
        EntryState known = Objects.requireNonNull(after == null ? before : after);
        return policies.find(known.id())
                .or(() -> before == null ? Optional.empty() : policies.findByTarget(before.target()))
                .orElse(null);
    }

    private static boolean isChanged(@Nullable PolicyEntry current, @Nullable EntryState after) {
        if (current == null || after == null) {
            return current != null || after != null;
        }
        return current.id() != after.id() || current.version() != after.version() || !after.says(current);
    }

    /**
     * @param seen the version that whoever decides this saw; null: they saw that there is no entry
     * @throws AccessDeniedException when the one who acts may not change it
     */
    public ReversalResult revert(long record, @Nullable Long seen) {
        Reversal reversal = of(record).orElse(null);
        if (reversal == null) {
            return new ReversalResult.NotFound();
        }
        if (!Objects.equals(seen, reversal.version())) {
            return new ReversalResult.Overtaken(reversal);
        }
        return reversal.isNothingToDo()
                ? new ReversalResult.Done()
                : ScopedValue.where(AuditLog.REVERTED, record).call(() -> carryOut(reversal));
    }

    private ReversalResult carryOut(Reversal reversal) {
        return switch (reversal) {
            case Reversal.OfEntry ofEntry -> carryOut(ofEntry);
            case Reversal.OfSetting ofSetting -> {
                settings.turn(ofSetting.record().subjectId(), ofSetting.wanted());
                yield new ReversalResult.Done();
            }
        };
    }

    private ReversalResult carryOut(Reversal.OfEntry reversal) {
        PolicyEntry current = reversal.current();
        PolicyDraft wanted = reversal.wanted();
        if (wanted == null) {
            PolicyEntry unwanted = Objects.requireNonNull(current);
            return result(reversal, policies.delete(unwanted.id(), unwanted.version()));
        }
        return result(
                reversal,
                current == null ? policies.create(wanted) : policies.update(current.id(), wanted, current.version()));
    }

    private ReversalResult result(Reversal.OfEntry reversal, DeleteResult deleted) {
        return switch (deleted) {
            case DeleteResult.Deleted ignored -> new ReversalResult.Done();
            case DeleteResult.Stale ignored -> overtaken(reversal);
            case DeleteResult.NotFound ignored -> overtaken(reversal);
        };
    }

    private ReversalResult result(Reversal.OfEntry reversal, SaveResult saved) {
        return switch (saved) {
            case SaveResult.Saved ignored -> new ReversalResult.Done();
            case SaveResult.Refused refused -> new ReversalResult.Refused(refused.problems());
            case SaveResult.TargetTaken taken ->
                reversal.current() == null ? overtaken(reversal) : new ReversalResult.TargetTaken(taken.existing());
            case SaveResult.Stale ignored -> overtaken(reversal);
            case SaveResult.NotFound ignored -> overtaken(reversal);
        };
    }

    private ReversalResult overtaken(Reversal reversal) {
        return new ReversalResult.Overtaken(of(reversal.record()));
    }
}
