package dev.postseal.policy;

import java.util.List;

/** What can be said about a draft without writing it. */
public sealed interface PolicyValidation {
    /** It can be written: this is what would be stored. */
    record Valid(String target, TlsPolicy policy, String parameters, List<Finding> findings)
            implements PolicyValidation {
        public Valid {
            findings = List.copyOf(findings);
        }
    }

    /** It breaks rules; each problem names its field. */
    record Invalid(List<Problem> problems) implements PolicyValidation {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
