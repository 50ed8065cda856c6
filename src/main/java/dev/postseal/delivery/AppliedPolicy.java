package dev.postseal.delivery;

import dev.postseal.lookup.Decision;
import dev.postseal.mail.Reason;
import dev.postseal.policy.Level;
import dev.postseal.policy.LiveEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Under which policy an attempt was made.
 *
 * @param id of the entry; null for the default policy
 * @param target of the entry; null for the default policy
 * @param level as the entry or the default has it
 * @param effectiveLevel after DANE's rules ({@code dane} without TLSA is {@code may})
 * @param revision of the policy table that was used
 * @param because how it came to this, in order: which entry matched, what DNS said, what was demanded of the host. For
 *     explanations only
 */
public record AppliedPolicy(
        @Nullable String id,
        @Nullable String target,
        Level level,
        Level effectiveLevel,
        long revision,
        List<Reason> because) {
    public AppliedPolicy {
        because = List.copyOf(because);
    }

    static AppliedPolicy of(Decision decision, Level level, Level effective, List<Reason> because) {
        return switch (decision) {
            case Decision.ByEntry found -> of(found.entry(), level, effective, found.revision(), because);
            case Decision.Unusable found -> of(found.entry(), level, effective, found.revision(), because);
            case Decision.ByDefault none -> new AppliedPolicy(null, null, level, effective, none.revision(), because);
        };
    }

    private static AppliedPolicy of(
            LiveEntry entry, Level level, Level effective, long revision, List<Reason> because) {
        return new AppliedPolicy(String.valueOf(entry.id()), entry.target(), level, effective, revision, because);
    }

    AppliedPolicy and(Reason fact) {
        return and(List.of(fact));
    }

    AppliedPolicy and(List<Reason> more) {
        var facts = new ArrayList<>(because);
        facts.addAll(more);
        return new AppliedPolicy(id, target, level, effectiveLevel, revision, facts);
    }

    /** The same on a session that was opened for an earlier message. */
    AppliedPolicy onKeptSession(long laterRevision) {
        var kept = Reason.of("session.kept");
        AppliedPolicy told = because.contains(kept) ? this : and(kept);
        return new AppliedPolicy(id, target, level, effectiveLevel, laterRevision, told.because);
    }
}
