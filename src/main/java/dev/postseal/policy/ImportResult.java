package dev.postseal.policy;

import java.util.List;

/**
 * What became of an import, or would: each line counts once.
 *
 * @param skipped lines whose target has an entry that stays as it is
 * @param rejected lines that break rules
 * @param rejections the first of them in their order, {@value #MAX_REJECTIONS} problems at most; one line can have several
 * @param applied whether it was written; otherwise nothing was
 */
public record ImportResult(
        long created, long updated, long skipped, long rejected, List<Rejection> rejections, boolean applied) {
    /** How many problems are named. */
    public static final int MAX_REJECTIONS = 10_000;

    public ImportResult {
        rejections = List.copyOf(rejections);
    }

    /** Which line is refused, and why. */
    public record Rejection(long line, SaidLine said, Problem problem) {}

    /** How many lines there are to write. */
    public long writes() {
        return created + updated;
    }

    ImportResult written() {
        return new ImportResult(created, updated, skipped, rejected, rejections, true);
    }
}
