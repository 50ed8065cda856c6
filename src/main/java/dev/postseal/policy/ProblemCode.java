package dev.postseal.policy;

import java.util.Locale;

/** Every reason to refuse a policy, or a line of an import. {@code A__B_C} is spelled {@code a.b-c}. */
enum ProblemCode {
    TEXT__TOO_LONG,
    TEXT__CONTROL_CHARACTER,
    POLICY__MISSING,
    POLICY__UNKNOWN,
    POLICY__SIMILAR,
    POLICY__ATTRIBUTES,
    PARAMETERS__TOO_LONG,
    PARAMETERS__CHARACTER,
    ATTRIBUTE__UNKNOWN,
    ATTRIBUTE__SIMILAR,
    ATTRIBUTE__NO_EQUALS,
    ATTRIBUTE__SPACED_EQUALS,
    ATTRIBUTE__NO_NAME,
    ATTRIBUTE__COMMENT,
    ATTRIBUTE__SEMICOLON,
    ATTRIBUTE__COMMA,
    ATTRIBUTE__REPEATED,
    ATTRIBUTE__LEVEL,
    ATTRIBUTE__EMPTY,
    ATTRIBUTE__NEEDS_POLICY_TYPE,
    BRACES__UNCLOSED,
    BRACES__UNOPENED,
    BRACES__JOINED,
    BRACES__TWO_ATTRIBUTES,
    VALUE__UNKNOWN,
    VALUE__NUMBER,
    VALUE__HOST_NAME,
    PROTOCOLS__UNKNOWN,
    PROTOCOLS__SIMILAR,
    PROTOCOLS__BOUND,
    PROTOCOLS__NOTHING_LEFT,
    EXCLUDE__MODIFIER,
    EXCLUDE__TOKEN,
    MATCH__MISSING,
    MATCH__NAME,
    MATCH__FINGERPRINT,
    MATCH__FINGERPRINT_LENGTH,
    TAFILE__RELATIVE,
    TAFILE__OUTSIDE,
    TAFILE__MISSING,
    TAFILE__NO_CERTIFICATE,
    THEREAFTER__NO_END,
    EXPIRES__OVER,
    IMPORT__DUPLICATE,
    IMPORT__TARGET_TAKEN;

    private final String text;

    ProblemCode() {
        text = name().toLowerCase(Locale.ROOT).replace("__", ".").replace('_', '-');
    }

    /** Stable key. */
    String text() {
        return text;
    }
}
