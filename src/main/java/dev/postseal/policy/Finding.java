package dev.postseal.policy;

import java.util.List;

/**
 * What the author of an accepted entry should know. The text is {@code finding.<code>} in the bundle {@code policy}.
 *
 * @param code stable key, such as {@code protocols.old-only}
 * @param field the field of the entry: {@code target}, {@code parameters}, {@code expiresAt} or
 *     {@code thereafter.parameters}
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

    /** The same about what is to apply after the entry's end. */
    Finding ofThereafter() {
        return new Finding(severity, code, "thereafter." + field, arguments);
    }

    static Finding of(String field, FindingCode code, String... arguments) {
        return new Finding(code.severity(), code.text(), field, List.of(arguments));
    }
}
