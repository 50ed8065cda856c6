package dev.postseal.policy;

import java.util.List;

/** What the grammar makes of a level and its parameters. */
public sealed interface ParsedPolicy {
    /**
     * @param parameters canonical text: what is stored and what Postfix reads
     */
    record Accepted(TlsPolicy policy, String parameters, List<Finding> findings) implements ParsedPolicy {}

    /** Postfix would refuse it, or fall to something weaker; each problem names its field. */
    record Refused(List<Problem> problems) implements ParsedPolicy {}
}
