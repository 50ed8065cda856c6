package dev.postseal.api.errors;

import dev.postseal.policy.Problem;
import dev.postseal.texts.Texts;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a call.
 *
 * @param field of the body, or the parameter or header; null: the call as a whole
 * @param code stable
 * @param message in the reader's language
 */
public record FieldError(@Nullable String field, String code, Function<Texts, String> message) {
    /** A rule of the API; its text is {@code api.problem.<code>}. */
    public static FieldError of(@Nullable String field, String code, String... arguments) {
        List<String> facts = List.of(arguments);
        return new FieldError(field, code, texts -> texts.coded("api.problem", code, facts));
    }

    /** A rule of the entries. */
    public static FieldError of(Problem problem) {
        return new FieldError(problem.field(), problem.code(), texts -> texts.of(problem));
    }

    /** A rule of the values of mail: a syntax exception's code has its text where the entries' have theirs. */
    public static FieldError ofSyntax(String field, String code, List<String> arguments) {
        return of(new Problem(field, code, arguments));
    }
}
