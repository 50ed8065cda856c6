package dev.postseal.policy;

import java.util.List;

/** What became of a policy as typed. */
public sealed interface ParsedPolicy {
    /**
     * The policy applies. It must be stored and exported as {@code parameters}.
     *
     * @param parameters canonical text on one line; parsing it again gives the same policy and the same text
     */
    record Accepted(TlsPolicy policy, String parameters, List<Finding> findings) implements ParsedPolicy {
        public Accepted {
            findings = List.copyOf(findings);
        }

        /** The right-hand side of a line in a Postfix table. */
        public String line() {
            return parameters.isEmpty() ? policy.level().text() : policy.level().text() + " " + parameters;
        }
    }

    /** The policy must not be stored. There is at least one problem; each stands for itself. */
    record Refused(List<Problem> problems) implements ParsedPolicy {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
