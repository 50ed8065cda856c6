package dev.postseal.enforcement;

import org.jspecify.annotations.Nullable;

/**
 * What a completed handshake turned out to be, also when its proof then failed.
 *
 * @param version as Postfix writes it: {@code TLSv1.3}, {@code TLSv1}
 * @param cipher OpenSSL's name, as Postfix logs it
 * @param matchedBy what proved the peer (a name, {@code TLSA 3 1 1 …}, {@code fingerprint …}); null when nothing did
 * @param serverName SNI sent; null when none was
 * @param peer null for anonymous ciphers
 */
public record TlsFacts(
        String version,
        String cipher,
        Security security,
        @Nullable String matchedBy,
        @Nullable String serverName,
        @Nullable PeerFacts peer) {}
