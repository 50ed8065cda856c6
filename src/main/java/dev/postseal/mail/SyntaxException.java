package dev.postseal.mail;

import java.util.List;

/**
 * A text is not what it should be. Carries a stable code (the key of the message that explains the rule) and the
 * offending part, so that the caller can say which field was wrong and why in the reader's language.
 */
public final class SyntaxException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient List<String> arguments;

    public SyntaxException(String code, String... arguments) {
        super(code + " " + List.of(arguments));
        this.code = code;
        this.arguments = List.of(arguments);
    }

    /** Stable key, such as {@code domain.label-too-long}. */
    public String code() {
        return code;
    }

    /** What the message of that key speaks of; the first is the offending text. */
    public List<String> arguments() {
        return arguments;
    }
}
