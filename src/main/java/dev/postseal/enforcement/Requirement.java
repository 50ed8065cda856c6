package dev.postseal.enforcement;

import dev.postseal.dns.TlsaRecord;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a session with one host must be before a message may be sent on it. */
public sealed interface Requirement {
    /** Whether a message waits rather than going in the clear. */
    default boolean mandatory() {
        return switch (this) {
            case Plaintext ignored -> false;
            case Opportunistic ignored -> false;
            case Encrypted ignored -> true;
            case Names ignored -> true;
            case Fingerprints ignored -> true;
            case Tlsa ignored -> true;
        };
    }

    /** No STARTTLS is sent, even if it is offered. */
    record Plaintext() implements Requirement {}

    /** A requirement that is met by TLS, or met best by it. */
    sealed interface Tls extends Requirement {
        /** What may be negotiated. */
        HandshakeOptions options();

        /** Whether the peer must prove who it is: OpenSSL's security level 1 holds then, as in Postfix (tls_client.c). */
        default boolean authenticates() {
            return switch (this) {
                case Opportunistic ignored -> false;
                case Encrypted ignored -> false;
                case Names ignored -> true;
                case Fingerprints ignored -> true;
                case Tlsa ignored -> true;
            };
        }
    }

    /**
     * TLS when it is offered and works; nobody is checked. Without an offer, or with 4xx or 5xx to STARTTLS: plaintext
     * at once. After a failed handshake: the next host, then a later attempt, which may go in plaintext once the message
     * has waited the minimal backoff.
     */
    record Opportunistic(HandshakeOptions options) implements Tls {}

    /** TLS; nobody is checked. */
    record Encrypted(HandshakeOptions options) implements Tls {}

    /**
     * A trusted chain and one of these names.
     *
     * @param patterns reference names in lower case, or addresses; one that begins with a dot is met by every subdomain
     *     of any depth and not by the domain itself; empty: nothing matches
     * @param anchorFiles PEM files that replace the default anchors; empty: the default anchors
     */
    record Names(HandshakeOptions options, List<String> patterns, List<Path> anchorFiles) implements Tls {
        public Names {
            patterns = List.copyOf(patterns);
            anchorFiles = List.copyOf(anchorFiles);
        }
    }

    /**
     * One of these SHA-256 fingerprints, of the certificate or of its public key. Names and dates are not looked at.
     *
     * @param sha256 lower-case hexadecimal without colons
     */
    record Fingerprints(HandshakeOptions options, List<String> sha256) implements Tls {
        public Fingerprints {
            sha256 = List.copyOf(sha256);
        }
    }

    /**
     * What signed DNS publishes (RFC 7672).
     *
     * @param records the usable ones; empty: nothing can prove the peer ({@code dane-only} with records that no engine
     *     can use), as Postfix the handshake is made and the proof fails
     * @param base the name under which they were found; also sent as SNI
     * @param names reference names for DANE-TA: base, and the next hop where it came by MX
     * @param insecureMx the way to the host is not signed: a match satisfies, and is logged as trusted only
     */
    record Tlsa(HandshakeOptions options, List<TlsaRecord> records, String base, List<String> names, boolean insecureMx)
            implements Tls {
        public Tlsa {
            records = List.copyOf(records);
            names = List.copyOf(names);
        }
    }

    /**
     * What may be negotiated.
     *
     * @param protocols permitted versions; with none no handshake can succeed
     * @param cipherList OpenSSL cipher list for TLS 1.2 and older; suites of TLS 1.3 are always offered
     * @param serverName SNI to send; null: none
     * @param rawPublicKeys ask the server for a bare key instead of a certificate (RFC 7250), as {@code enable_rpk=yes}
     *     means below verify; one that sends a certificate is as good
     * @param policyFailure what a policy server says is wrong with the policy; whoever the peer is, it is then not proven
     */
    record HandshakeOptions(
            java.util.Set<dev.postseal.policy.TlsVersion> protocols,
            String cipherList,
            @Nullable String serverName,
            boolean rawPublicKeys,
            @Nullable String policyFailure) {
        public HandshakeOptions {
            protocols = java.util.Set.copyOf(protocols);
        }
    }
}
