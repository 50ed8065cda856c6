package dev.postseal.policy;

import java.util.List;

/**
 * Something worth knowing about a valid entry.
 *
 * @param code stable; its text is {@code finding.<code>} in the message bundles
 * @param field the field of the entry it is about, as the API names it
 */
public record Finding(Severity severity, String code, String field, List<String> arguments) {
    /** How much it matters. */
    public enum Severity {
        /** Said once, nothing to do. */
        NOTICE,
        /** The entry may not do what its author means. */
        WARNING
    }

    public Finding {
        arguments = List.copyOf(arguments);
    }
}
