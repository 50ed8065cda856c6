package dev.postseal.policy;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What came of taking a change back.
 *
 * @param undone targets of entries that are again as they were
 * @param refused how many entries were changed since by somebody, or cannot come back because their target is taken
 * @param undo by which that can be taken back in turn; null when nothing was undone
 */
public record UndoResult(
        List<String> undone, int refused, @Nullable UUID undo) {
    public UndoResult {
        undone = List.copyOf(undone);
    }
}
