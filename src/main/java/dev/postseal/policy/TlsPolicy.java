package dev.postseal.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A policy as Postfix holds it after {@code tls_policy_lookup_one()}: a level and the attributes given for it. An
 * attribute that was not given is null or empty; its default is a matter of enforcement. At {@link Level#NONE} no
 * attribute has an effect.
 *
 * @param exclude OpenSSL cipher names and groups that are never offered, in addition to the defaults
 * @param match match strategies ({@code nexthop}, {@code dot-nexthop}, {@code hostname}) and patterns at verify and
 *     secure, fingerprints at fingerprint
 * @param trustAnchorFiles paths of PEM files that replace the default trust anchors
 * @param serverName SNI: a host name, or {@code hostname} or {@code nexthop}
 */
public record TlsPolicy(
        Level level,
        @Nullable ProtocolSet protocols,
        @Nullable CipherGrade ciphers,
        List<String> exclude,
        List<String> match,
        List<String> trustAnchorFiles,
        @Nullable String serverName,
        @Nullable Boolean connectionReuse,
        @Nullable Boolean rawPublicKeys,
        @Nullable PolicyServerAttributes policyServer) {
    public TlsPolicy {
        exclude = List.copyOf(exclude);
        match = List.copyOf(match);
        trustAnchorFiles = List.copyOf(trustAnchorFiles);
    }

    /** A level with no attribute. */
    public static TlsPolicy of(Level level) {
        return new TlsPolicy(level, null, null, List.of(), List.of(), List.of(), null, null, null, null);
    }
}
