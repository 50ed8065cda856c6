package dev.postseal.policy;

import java.util.List;

/**
 * What the author of an accepted entry should know. The text is {@code finding.<code>} in the bundle {@code policy}.
 *
 * @param code stable key, such as {@code protocols.old-only}
 * @param field the field of the entry: {@code target}, {@code parameters} or {@code expiresAt}
 */
public record Finding(Severity severity, String code, String field, List<String> arguments) {
    /** How much a finding matters. */
    public enum Severity {
        /** Something was rewritten, or is without effect and harmless. */
        NOTICE,
        /** The entry does less, or something else, than its author may think. */
        WARNING
    }

    public Finding {
        arguments = List.copyOf(arguments);
    }

    static Finding of(String field, FindingCode code, String... arguments) {
        return new Finding(code.severity(), code.text(), field, List.of(arguments));
    }
}
