package dev.postseal.api.deliveries;

import dev.postseal.api.texts.Times;
import dev.postseal.delivery.TlsRecord;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The facts of a handshake as the API writes them. */
@Schema(name = "Tls")
record TlsJson(
        @Schema(description = "As Postfix writes it.", example = "TLSv1.3")
        String version,

        String cipher,

        @Schema(
                description = "What Postfix logs.",
                allowableValues = {"none", "anonymous", "untrusted", "trusted", "verified"})
        String security,

        @Schema(nullable = true) @Nullable String matchedBy,

        @Schema(description = "Sent as SNI.", nullable = true) @Nullable String serverName,

        @Schema(nullable = true) @Nullable Peer peer) {

    /** The server's certificate. */
    @Schema(name = "Peer")
    record Peer(
            String sha256,
            String spkiSha256,
            @Nullable String subject,
            @Nullable String issuer,
            List<String> names,

            @Schema(format = "date-time", nullable = true, description = "Null in attempts of earlier versions.")
            @Nullable String notBefore,

            @Schema(format = "date-time", nullable = true) @Nullable String notAfter) {
        static @Nullable Peer of(TlsRecord.@Nullable Peer peer) {
            return peer == null
                    ? null
                    : new Peer(
                            peer.sha256(),
                            peer.spkiSha256(),
                            peer.subject(),
                            peer.issuer(),
                            peer.names(),
                            Times.textOrNull(peer.notBefore()),
                            Times.textOrNull(peer.notAfter()));
        }
    }

    static @Nullable TlsJson of(@Nullable TlsRecord tls) {
        return tls == null
                ? null
                : new TlsJson(
                        tls.version(),
                        tls.cipher(),
                        tls.security(),
                        tls.matchedBy(),
                        tls.serverName(),
                        Peer.of(tls.peer()));
    }
}
