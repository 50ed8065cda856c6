package dev.postseal.policy;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What came of taking a change back.
 *
 * @param undone entries that are again as they were
 * @param refused how many entries were changed since by somebody, or cannot come back because their target is taken
 * @param undo by which that can be taken back in turn; null when nothing was undone
 */
public record UndoResult(
        List<Undone> undone, int refused, @Nullable UUID undo) {
    /** What taking a change back did with an entry. */
    public enum Back {
        /** It was deleted, and is there again. */
        RESTORED,
        /** It was added, and is gone again. */
        REMOVED,
        /** It was changed, and is again as it was. */
        CHANGED
    }

    /** An entry, by its target, that is again as it was. */
    public record Undone(String target, Back back) {
        static Undone by(PolicyChange change) {
            PolicyEntry entry = change.after() == null ? change.before() : change.after();
            Back back = change.before() == null ? Back.RESTORED : change.after() == null ? Back.REMOVED : Back.CHANGED;
            return new Undone(Objects.requireNonNull(entry).displayTarget(), back);
        }
    }

    public UndoResult {
        undone = List.copyOf(undone);
    }
}
