package dev.postseal.audit;

import dev.postseal.policy.PolicyEntry;
import dev.postseal.policy.Problem;
import java.util.List;

/** How an attempt to take back a change ended. Whatever is not {@link Done} has written nothing. */
public sealed interface ReversalResult {
    /** It is as it was before the change, and this node decides by it. */
    record Done() implements ReversalResult {}

    /** It is no longer as whoever decided this saw it. */
    record Overtaken(Reversal now) implements ReversalResult {}

    /** What the entry was is not valid any more; each problem names its field. */
    record Refused(List<Problem> problems) implements ReversalResult {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** Another entry has the target that this one had. */
    record TargetTaken(PolicyEntry existing) implements ReversalResult {}

    /** There is no such record, or it is of something that is not taken back. */
    record NotFound() implements ReversalResult {}
}
