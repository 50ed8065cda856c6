package dev.postseal.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One change, as it was recorded.
 *
 * @param actor the label of who did it: a user's name, {@code key:<name>} or {@code system}
 * @param address the client's, as a literal; null: no request was behind it
 * @param node where it was done, by the name it has in the history of attempts
 * @param subjectId stays the same when the name changes; empty: several
 * @param subject its name at that time
 * @param before an object of its fields; null: it is new
 * @param after an object of its fields; null: it is gone
 * @param reverts the record whose change this one took back; null: it is a change of its own
 */
public record AuditRecord(
        long id,
        Instant at,
        Who who,
        String actor,
        @Nullable String address,
        String node,
        Subject kind,
        Act act,
        String subjectId,
        String subject,
        @Nullable JsonNode before,
        @Nullable JsonNode after,
        @Nullable Long reverts) {
    /** Whether {@link Reversals} can take back what is of this kind. */
    public boolean isRevertible() {
        return kind == Subject.POLICY || kind == Subject.SETTING;
    }
}
