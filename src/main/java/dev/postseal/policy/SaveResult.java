package dev.postseal.policy;

import java.util.List;

/** How an attempt to write an entry ended. Whatever is not {@link Saved} has written nothing. */
public sealed interface SaveResult {
    /** Written, and this node decides by it. */
    record Saved(PolicyEntry entry, boolean created) implements SaveResult {}

    /** The draft breaks rules; each problem names its field. */
    record Refused(List<Problem> problems) implements SaveResult {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** Another entry has this target. */
    record TargetTaken(PolicyEntry existing) implements SaveResult {}

    /** Somebody else changed the entry since the version the writer saw. */
    record Stale(PolicyEntry current) implements SaveResult {}

    /** There is no such entry (any more). */
    record NotFound() implements SaveResult {}
}
