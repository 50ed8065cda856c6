package dev.postseal.api.policies;

import dev.postseal.policy.BulkResult;
import dev.postseal.policy.PolicyEntry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** What came of an act on many entries, as the API writes it. */
@Schema(name = "BulkResult")
record BulkJson(
        @Schema(description = "How many entries are different now.")
        int changed,

        @Schema(description = "How many were so already.") int same,

        @Schema(description = "How many of those named there are no longer.")
        int gone,

        @Schema(
                description =
                        "Entries left as they are: the rules of today would not accept them, or they were given an end that is over although they go back to another demand then.")
        List<Refused> refused) {
    /** One of them. */
    @Schema(name = "BulkRefused")
    record Refused(long id, String target) {
        static Refused of(PolicyEntry entry) {
            return new Refused(entry.id(), entry.target());
        }
    }

    static BulkJson of(BulkResult result) {
        return new BulkJson(
                result.changed(),
                result.same(),
                result.gone(),
                result.refused().stream().map(Refused::of).toList());
    }
}
