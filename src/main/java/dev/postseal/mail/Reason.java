package dev.postseal.mail;

import java.util.List;

/**
 * Why something came out as it did: a stable key, such as {@code tls.not-offered}, and what its text speaks of. The text
 * itself lives in the message bundles under {@code reason.<code>}, once per language; arguments are facts (host names,
 * replies, fingerprints), never words of a language.
 */
public record Reason(String code, List<String> arguments) {
    public Reason {
        arguments = List.copyOf(arguments);
    }

    public static Reason of(String code, Object... arguments) {
        return new Reason(
                code, List.of(arguments).stream().map(Object::toString).toList());
    }
}
