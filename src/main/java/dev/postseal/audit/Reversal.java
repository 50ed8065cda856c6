package dev.postseal.audit;

import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.PolicyEntry;
import org.jspecify.annotations.Nullable;

/** What taking back a recorded change would do. */
public sealed interface Reversal {
    AuditRecord record();

    /** What was changed is not as the recorded change left it. */
    boolean changedSince();

    /** It is as it was before the change already. */
    boolean isNothingToDo();

    /** By which {@link Reversals#revert} knows that nothing came between looking and doing; null: there is no entry. */
    @Nullable Long version();

    /**
     * Of an entry.
     *
     * @param current the entry as it is now; null: there is none
     * @param wanted what the entry would be; null: it would be deleted
     */
    record OfEntry(
            AuditRecord record,
            @Nullable PolicyEntry current,
            @Nullable PolicyDraft wanted,
            boolean changedSince) implements Reversal {
        @Override
        public boolean isNothingToDo() {
            return current == null ? wanted == null : current.draft().equals(wanted);
        }

        @Override
        public @Nullable Long version() {
            return current == null ? null : current.version();
        }
    }

    /**
     * Of a setting.
     *
     * @param current whether it is on now
     * @param wanted whether it would be on
     */
    record OfSetting(AuditRecord record, boolean current, boolean wanted, boolean changedSince) implements Reversal {
        @Override
        public boolean isNothingToDo() {
            return current == wanted;
        }

        /** A setting has two values and no versions. */
        @Override
        public Long version() {
            return current ? 1L : 0L;
        }
    }
}
