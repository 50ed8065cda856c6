package dev.postseal.enforcement;

import java.time.Instant;
import java.util.List;

/**
 * The peer's certificate, for people; nothing is decided by it.
 *
 * @param sha256 of the certificate, lower-case hexadecimal
 * @param spkiSha256 of its public key (SubjectPublicKeyInfo), lower-case hexadecimal
 * @param subject distinguished name, RFC 2253
 * @param issuer distinguished name, RFC 2253
 * @param names subjectAltName's DNS names and addresses; the common name where there is no DNS name; at most 100
 */
public record PeerFacts(
        String sha256,
        String spkiSha256,
        String subject,
        String issuer,
        List<String> names,
        Instant notBefore,
        Instant notAfter) {
    public PeerFacts {
        names = List.copyOf(names);
    }
}
