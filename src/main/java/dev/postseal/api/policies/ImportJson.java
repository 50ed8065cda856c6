package dev.postseal.api.policies;

import dev.postseal.policy.ImportResult;
import dev.postseal.texts.Texts;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of an import, or would. */
@Schema(name = "Import", description = "What became of each line, or would; each counts once.")
record ImportJson(
        @Schema(description = "Lines whose target had no entry.")
        long created,

        @Schema(description = "Lines whose target had an entry that says something else (onConflict=replace).")
        long updated,

        @Schema(description = "Lines whose target had an entry that stays as it is.")
        long skipped,

        @Schema(
                description = "What is wrong with lines, in their order; a line can have several problems. The first "
                        + ImportResult.MAX_REJECTIONS + " problems are listed, rejectedLines counts all.")
        List<Rejected> rejected,

        @Schema(description = "How many lines break rules.") long rejectedLines,

        @Schema(description = "Whether it was written. Otherwise nothing was.")
        boolean applied) {

    @Schema(name = "RejectedLine")
    record Rejected(
            @Schema(description = "The line of the text, or the number of the entry in JSON; from 1.")
            long line,

            @Schema(description = "As the line has it, in part when it is long; null when it cannot be told.") @Nullable String target,

            @Schema(
                    description =
                            "What the line says behind its target, or the whole line, in part when it is long; characters"
                                    + " that cannot be seen are written as \\\\u200B.",
                    example = "nonsense match=nexthop")
            String text,

            @Schema(description = "target, policy, parameters or active; line: the line as a whole.")
            String field,

            @Schema(description = "Stable.", example = "import.duplicate")
            String code,

            String message) {}

    static ImportJson of(ImportResult result, Texts texts) {
        return new ImportJson(
                result.created(),
                result.updated(),
                result.skipped(),
                rejected(result, texts),
                result.rejected(),
                result.applied());
    }

    static List<Rejected> rejected(ImportResult result, Texts texts) {
        return result.rejections().stream()
                .map(rejection -> new Rejected(
                        rejection.line(),
                        rejection.said().target(),
                        rejection.said().text(),
                        rejection.problem().field(),
                        rejection.problem().code(),
                        texts.of(rejection.problem())))
                .toList();
    }
}
