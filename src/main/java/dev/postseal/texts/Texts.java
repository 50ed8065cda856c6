package dev.postseal.texts;

import dev.postseal.mail.Reason;
import dev.postseal.policy.Finding;
import dev.postseal.policy.Problem;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.springframework.context.MessageSource;

/**
 * The message bundles in a reader's language. What other packages name by a code always comes out: a text that is missing,
 * or broken, is replaced by the code and its facts, so that nothing fails for want of words.
 */
public final class Texts {
    private final MessageSource messages;
    private final Supplier<Locale> language;

    /**
     * @param language of the reader, asked for each text
     */
    public Texts(MessageSource messages, Supplier<Locale> language) {
        this.messages = messages;
        this.language = language;
    }

    public Locale language() {
        return language.get();
    }

    /** Why a draft is refused. */
    public String of(Problem problem) {
        return coded("problem", problem.code(), problem.arguments());
    }

    /** What is worth knowing about an entry. */
    public String of(Finding finding) {
        return coded("finding", finding.code(), finding.arguments());
    }

    /** Why a delivery came out as it did. */
    public String of(Reason reason) {
        return coded("reason", reason.code(), reason.arguments());
    }

    /**
     * A text that is known to be there.
     *
     * @throws org.springframework.context.NoSuchMessageException when it is not
     */
    public String of(String key, Object... arguments) {
        return messages.getMessage(key, arguments, language.get());
    }

    /** The text {@code <kind>.<code>}; the code and the facts where there is none. */
    public String coded(String kind, String code, List<String> facts) {
        String bare = facts.isEmpty() ? code : code + ": " + String.join(", ", facts);
        try {
            String text = messages.getMessage(kind + "." + code, facts.toArray(), null, language.get());
            return text == null ? bare : text;
        } catch (IllegalArgumentException brokenPattern) {
            return bare;
        }
    }
}
