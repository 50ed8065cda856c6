package dev.postseal.policy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The attributes of Postfix 3.10's TLS policy table, and how often each may be given (smtp_tls_policy.c). */
enum AttributeName {
    PROTOCOLS(Times.ONCE, true),
    CIPHERS(Times.ONCE, false),
    EXCLUDE(Times.ONCE, true),
    MATCH(Times.MANY, true),
    TAFILE(Times.MANY, false),
    SERVERNAME(Times.ONCE, false),
    CONNECTION_REUSE(Times.LAST_WINS, false),
    ENABLE_RPK(Times.LAST_WINS, false),
    POLICY_TYPE(Times.ONCE, false),
    POLICY_DOMAIN(Times.ONCE, false),
    POLICY_TTL(Times.ONCE, false),
    POLICY_STRING(Times.MANY, false),
    MX_HOST_PATTERN(Times.MANY, false),
    POLICY_FAILURE(Times.ONCE, false);

    /** How often an attribute may stand in one policy. */
    enum Times {
        ONCE,
        MANY,
        LAST_WINS
    }

    private static final Map<String, AttributeName> BY_TEXT = new HashMap<>();

    static {
        for (AttributeName name : values()) {
            BY_TEXT.put(name.text, name);
        }
    }

    private final String text = name().toLowerCase(Locale.ROOT);
    private final Times times;
    private final boolean list;

    AttributeName(Times times, boolean list) {
        this.times = times;
        this.list = list;
    }

    /** Case does not matter, as in Postfix. */
    static Optional<AttributeName> find(String text) {
        return Optional.ofNullable(BY_TEXT.get(text.toLowerCase(Locale.ROOT)));
    }

    static List<String> texts() {
        return Arrays.stream(values()).map(AttributeName::text).toList();
    }

    String text() {
        return text;
    }

    Times times() {
        return times;
    }

    /** Whether the value is a list with a separator of its own, so that a comma can only have meant that separator. */
    boolean isList() {
        return list;
    }

    /** Whether this is something that only policy servers say; such an attribute needs a {@code policy_type}. */
    boolean isFromPolicyServer() {
        return compareTo(POLICY_TYPE) >= 0;
    }

    /** Free text may contain anything that keeps Postfix's tokens apart. */
    boolean isFreeText() {
        return this == POLICY_STRING || this == TAFILE;
    }
}
