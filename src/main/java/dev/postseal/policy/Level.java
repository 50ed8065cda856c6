package dev.postseal.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The security levels of Postfix's smtp_tls_policy_maps (TLS_README, "Client TLS security levels"). */
public enum Level {
    /** Sent in the clear, even if TLS is offered. */
    NONE("none"),
    /** Encrypted when possible; plaintext when not. */
    MAY("may"),
    /** Always encrypted; nobody's identity is checked. */
    ENCRYPT("encrypt"),
    /** What signed DNS publishes must be proven; nothing published is {@link #MAY}. RFC 7672. */
    DANE("dane"),
    /** Only with usable TLSA records in signed DNS. */
    DANE_ONLY("dane-only"),
    /** Only the pinned certificate or key. */
    FINGERPRINT("fingerprint"),
    /** A trusted certificate that names the MX host. */
    VERIFY("verify"),
    /** A trusted certificate that names the next hop. */
    SECURE("secure");

    /** Looked up a million times when all entries are read. */
    private static final Map<String, Level> BY_TEXT =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Level::text, Function.identity()));

    private final String text;

    Level(String text) {
        this.text = text;
    }

    /** As Postfix spells it. */
    public String text() {
        return text;
    }

    /** What Postfix reads of an entry at this level. */
    String line(String parameters) {
        return parameters.isEmpty() ? text : text + " " + parameters;
    }

    /** Reads a level as Postfix does: case does not matter, nothing else is tolerated. */
    public static Optional<Level> find(String text) {
        Level exact = BY_TEXT.get(text);
        return exact != null ? Optional.of(exact) : Optional.ofNullable(BY_TEXT.get(text.toLowerCase(Locale.ROOT)));
    }

    /** Whether mail waits rather than going in the clear. {@link #DANE} depends on what DNS publishes. */
    public boolean isMandatory() {
        return switch (this) {
            case NONE, MAY, DANE -> false;
            case ENCRYPT, DANE_ONLY, FINGERPRINT, VERIFY, SECURE -> true;
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
