package dev.postseal.policy;

import dev.postseal.policy.Finding.Severity;
import java.util.Locale;

/** Every remark of the grammar on a policy or target that it accepts. {@code A__B_C} is spelled {@code a.b-c}. */
enum FindingCode {
    TARGET__BARE_ADDRESS(Severity.WARNING),
    ATTRIBUTES__IGNORED(Severity.WARNING),
    ATTRIBUTE__LAST_WINS(Severity.NOTICE),
    VALUE__COMMA(Severity.NOTICE),
    VALUE__INTERNATIONAL(Severity.NOTICE),
    PROTOCOLS__OBSOLETE(Severity.NOTICE),
    PROTOCOLS__OLD_ONLY(Severity.WARNING),
    PROTOCOLS__GAP(Severity.WARNING),
    CIPHERS__OLD_GRADE(Severity.WARNING),
    CIPHERS__NULL(Severity.WARNING),
    EXCLUDE__TLS13(Severity.WARNING),
    MATCH__NEVER(Severity.WARNING),
    MATCH__WILDCARD(Severity.WARNING),
    MATCH__KEYWORD(Severity.WARNING),
    SERVERNAME__KEYWORD(Severity.WARNING),
    MX_PATTERN__NEVER(Severity.WARNING),
    EXPIRES__PAST(Severity.WARNING),
    EXPIRES__BACK(Severity.NOTICE),
    ENTRY__NO_LONGER_VALID(Severity.WARNING);

    private final Severity severity;
    private final String text;

    FindingCode(Severity severity) {
        this.severity = severity;
        text = name().toLowerCase(Locale.ROOT).replace("__", ".").replace('_', '-');
    }

    Severity severity() {
        return severity;
    }

    /** Stable key. */
    String text() {
        return text;
    }
}
