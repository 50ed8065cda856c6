package dev.postseal.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an import would do with one line.
 *
 * @param target canonical; null when the line breaks rules
 * @param before what applies to the target now; null: it has no entry
 * @param after what the line says; null when it is refused
 * @param warned whether it may not do what its author means; why, is told by {@link Policies#validate}
 * @param said what a refused line says; null otherwise
 * @param problems why it is refused; empty otherwise
 */
public record ImportPreview(
        long line,
        Kind kind,
        @Nullable String target,
        @Nullable State before,
        @Nullable State after,
        boolean warned,
        @Nullable SaidLine said,
        List<Problem> problems) {
    /** What becomes of a line. */
    public enum Kind {
        CREATED,
        UPDATED,
        SKIPPED,
        REJECTED
    }

    /**
     * What of an entry a line decides.
     *
     * @param text level and parameters as Postfix reads them
     */
    public record State(String text, boolean active) {}

    public ImportPreview {
        problems = List.copyOf(problems);
    }
}
