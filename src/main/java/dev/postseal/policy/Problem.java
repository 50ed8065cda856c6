package dev.postseal.policy;

import dev.postseal.mail.SyntaxException;
import java.util.List;

/**
 * Why an entry is refused. The text is {@code problem.<code>} in the bundle {@code policy}; its first argument is the
 * offending part, and where there is one the last is what would be right.
 *
 * @param field the field of the entry: {@code target}, {@code policy} or {@code parameters}; {@code thereafter}, or one of
 *     its fields such as {@code thereafter.policy}
 * @param code stable key, such as {@code protocols.unknown}
 */
public record Problem(String field, String code, List<String> arguments) {
    public Problem {
        arguments = List.copyOf(arguments);
    }

    /** What a value of {@code mail} or {@link Target} found wrong with a field. */
    public static Problem of(String field, SyntaxException e) {
        return new Problem(field, e.code(), e.arguments());
    }

    /** The same about what is to apply after the entry's end. */
    Problem ofThereafter() {
        return new Problem("thereafter." + field, code, arguments);
    }

    static Problem of(String field, ProblemCode code, String... arguments) {
        return new Problem(field, code.text(), List.of(arguments));
    }
}
