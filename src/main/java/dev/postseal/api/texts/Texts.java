package dev.postseal.api.texts;

import dev.postseal.mail.Reason;
import dev.postseal.policy.Finding;
import dev.postseal.policy.Problem;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;

/**
 * The message bundles in the language of one request. A text that is missing, or broken, is replaced by its code and
 * facts: an answer never fails for want of words.
 */
public record Texts(MessageSource messages, Locale locale) {
    /** Why a draft is refused. */
    public String of(Problem problem) {
        return of("problem." + problem.code(), problem.code(), problem.arguments());
    }

    /** What is worth knowing about an entry. */
    public String of(Finding finding) {
        return of("finding." + finding.code(), finding.code(), finding.arguments());
    }

    /** Why a delivery came out as it did. */
    public String of(Reason reason) {
        return of("reason." + reason.code(), reason.code(), reason.arguments());
    }

    /** A text of the API itself, {@code api.<code>}. */
    public String api(String code, String... arguments) {
        return api(code, List.of(arguments));
    }

    /** A text of the API itself, {@code api.<code>}. */
    public String api(String code, List<String> arguments) {
        return of("api." + code, code, arguments);
    }

    /** What is wrong with an API key, {@code account.key.<code>}. */
    public String key(String code, String... arguments) {
        return of("account.key." + code, code, List.of(arguments));
    }

    private String of(String key, String code, List<String> arguments) {
        String bare = arguments.isEmpty() ? code : code + ": " + String.join(", ", arguments);
        try {
            String text = messages.getMessage(key, arguments.toArray(), null, locale);
            return text == null ? bare : text;
        } catch (IllegalArgumentException brokenPattern) {
            return bare;
        }
    }
}
