package dev.postseal.delivery;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a completed handshake, also of one whose proof then failed.
 *
 * @param version as Postfix writes it: {@code TLSv1.3}, {@code TLSv1}
 * @param security what Postfix logs: {@code none anonymous untrusted trusted verified}
 * @param matchedBy what proved the peer: the name, fingerprint or TLSA record that matched; null when nothing did
 * @param serverName sent as SNI; null when none was
 * @param peer null when the server showed no certificate
 */
public record TlsRecord(
        String version,
        String cipher,
        String security,
        @Nullable String matchedBy,
        @Nullable String serverName,
        @Nullable Peer peer) {

    /**
     * The server's own certificate.
     *
     * @param sha256 of the certificate, as Postfix writes fingerprints
     * @param spkiSha256 of the public key
     * @param names its DNS names, or the common name where it has none
     * @param notBefore null in records of earlier versions
     */
    public record Peer(
            String sha256,
            String spkiSha256,
            @Nullable String subject,
            @Nullable String issuer,
            List<String> names,
            @Nullable Instant notBefore,
            @Nullable Instant notAfter) {
        public Peer {
            names = List.copyOf(names);
        }
    }
}
