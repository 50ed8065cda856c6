package dev.postseal.api.policies;

import dev.postseal.api.errors.FieldError;
import dev.postseal.api.errors.ProblemJson;
import dev.postseal.policy.BulkResult;
import dev.postseal.texts.Texts;
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

        @Schema(description = "Entries left as they are.") List<Refused> refused) {
    /** One of them. */
    @Schema(name = "BulkRefused")
    record Refused(
            long id,
            String target,

            @Schema(
                    description =
                            "Why: the rules of today would not accept it, or it would be given an end that is over although it"
                                    + " goes back to another demand then.")
            List<ProblemJson.Item> errors) {
        static Refused of(BulkResult.Refused refused, Texts texts) {
            return new Refused(
                    refused.entry().id(),
                    refused.entry().target(),
                    refused.problems().stream()
                            .map(problem -> ProblemJson.Item.of(FieldError.of(problem), texts))
                            .toList());
        }
    }

    static BulkJson of(BulkResult result, Texts texts) {
        return new BulkJson(
                result.changed(),
                result.same(),
                result.gone(),
                result.refused().stream()
                        .map(refused -> Refused.of(refused, texts))
                        .toList());
    }
}
