package dev.postseal.texts;

import dev.postseal.mail.Reason;
import dev.postseal.policy.Finding;
import dev.postseal.policy.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.context.MessageSource;

/**
 * The message bundles in a reader's language. What other packages name by a code always comes out: a text that is missing,
 * or broken, is replaced by the code and its facts, so that nothing fails for want of words.
 */
public final class Texts {
    /** In which every text is there; the first where nobody asks for another. */
    public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

    private static final Pattern VARIANT = Pattern.compile("[a-z][a-z-]*");

    private final MessageSource messages;
    private final Supplier<Locale> language;

    /**
     * @param language of the reader, asked for each text
     */
    public Texts(MessageSource messages, Supplier<Locale> language) {
        this.messages = messages;
        this.language = language;
    }

    /** The same texts for readers of another language. */
    public Texts in(Locale other) {
        return new Texts(messages, () -> other);
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

    /** Why a delivery came out as it did, and what would mend it where that is known. */
    public String of(Reason reason) {
        return remedy(reason).map(remedy -> cause(reason) + " " + remedy).orElseGet(() -> cause(reason));
    }

    /**
     * What was the case. Where the last fact is the key of a variant ({@code tls.handshake-failed}: which alert) and that
     * has a text of its own, it is told in its words.
     */
    public String cause(Reason reason) {
        if (reason.code().startsWith("problem.")) {
            return coded("problem", reason.code().substring("problem.".length()), reason.arguments());
        }
        return variant("reason", reason).orElseGet(() -> coded("reason", reason.code(), reason.arguments()));
    }

    /** What would mend it. */
    public Optional<String> remedy(Reason reason) {
        return variant("remedy", reason).or(() -> find("remedy." + reason.code(), reason.arguments()));
    }

    private Optional<String> variant(String kind, Reason reason) {
        List<String> facts = reason.arguments();
        return facts.isEmpty() || !VARIANT.matcher(facts.getLast()).matches()
                ? Optional.empty()
                : find(kind + "." + reason.code() + "." + facts.getLast(), facts);
    }

    private Optional<String> find(String key, List<String> facts) {
        try {
            return Optional.ofNullable(messages.getMessage(key, facts.toArray(), null, language.get()));
        } catch (IllegalArgumentException brokenPattern) {
            return Optional.empty();
        }
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
        return find(kind + "." + code, facts).orElse(bare);
    }
}
