package dev.postseal.web.policies;

import dev.postseal.policy.ParameterFields;
import dev.postseal.policy.Problem;
import java.util.Optional;
import java.util.Set;

/** A value that would be right, where a problem knows one: its last argument in place of its first. */
final class Suggestion {
    private static final String SIMILAR = ".similar";
    private static final Set<String> REPLACEABLE = Set.of("attribute.spaced-equals");

    private Suggestion() {}

    static Optional<String> of(Problem problem, String typed) {
        if (problem.arguments().size() < 2 || !isReplaceable(problem.code())) {
            return Optional.empty();
        }
        String wrong = problem.arguments().getFirst();
        String right = problem.arguments().getLast();
        int at = typed.indexOf(wrong);
        return at < 0
                ? Optional.empty()
                : Optional.of(typed.substring(0, at) + right + typed.substring(at + wrong.length()));
    }

    /** The parameters without an attribute that means nothing at their level; empty when that is not what is wrong. */
    static Optional<String> removal(Problem problem, String typed) {
        return problem.code().equals("attribute.level")
                ? Optional.of(ParameterFields.without(problem.arguments().getFirst(), typed.replace("\r\n", "\n")))
                : Optional.empty();
    }

    private static boolean isReplaceable(String code) {
        return code.endsWith(SIMILAR) || REPLACEABLE.contains(code);
    }
}
