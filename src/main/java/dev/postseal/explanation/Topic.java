package dev.postseal.explanation;

import java.util.Locale;

/** What a sentence speaks of; an explanation goes through them in this order. */
public enum Topic {
    /** Which entry matched, and why. */
    POLICY,
    /** What DNS said, and whether it was signed. */
    DNS,
    /** What was demanded of the server. */
    DEMAND,
    /** Servers asked before the one that settled the attempt. */
    BEFORE,
    /** The session, and the certificate the server showed. */
    SESSION,
    /** How it came out, and which proof failed. */
    OUTCOME,
    /** What would mend it. */
    REMEDY;

    /** Stable, for the keys of headings. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Topic of(String code) {
        return switch (code.substring(0, Math.max(0, code.indexOf('.')))) {
            case "policy", "problem" -> POLICY;
            case "dns", "dane" -> DNS;
            case "demand" -> DEMAND;
            default -> SESSION;
        };
    }
}
