package dev.postseal.policy;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What came of a change of many entries.
 *
 * @param changed how many entries are different now
 * @param same how many were so already
 * @param gone how many no longer existed
 * @param refused entries that were left as they are, and why
 * @param undo by which the change can be taken back; null when nothing was changed
 */
public record BulkResult(
        int changed,
        int same,
        int gone,
        List<Refused> refused,
        @Nullable UUID undo) {
    public BulkResult {
        refused = List.copyOf(refused);
    }

    /**
     * An entry that was left as it is.
     *
     * @param problems the rules that it would break, at least one
     */
    public record Refused(PolicyEntry entry, List<Problem> problems) {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
