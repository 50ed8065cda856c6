package dev.postseal.audit;

import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.PolicyEntry;
import org.jspecify.annotations.Nullable;

/**
 * What taking back a recorded change would do.
 *
 * @param current the entry as it is now; null: there is none
 * @param wanted what the entry would be; null: it would be deleted
 * @param changedSince the entry is not as the recorded change left it
 */
public record Reversal(
        AuditRecord record,
        @Nullable PolicyEntry current,
        @Nullable PolicyDraft wanted,
        boolean changedSince) {
    /** The entry is as it was before the change already. */
    public boolean isNothingToDo() {
        return current == null ? wanted == null : current.draft().equals(wanted);
    }

    /** By which {@link Reversals#revert} knows that nothing came between looking and doing; null: there is no entry. */
    public @Nullable Long version() {
        return current == null ? null : current.version();
    }
}
