package dev.postseal.enforcement;

import dev.postseal.mail.DomainName;
import dev.postseal.mail.NextHop;
import dev.postseal.mail.SyntaxException;
import dev.postseal.policy.Level;
import dev.postseal.policy.TlsPolicy;
import dev.postseal.policy.TlsVersion;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a policy permits a handshake to negotiate; defaults as Postfix 3.10's. */
final class Options {
    private static final Set<TlsVersion> ALL = Set.of(TlsVersion.values());

    private Options() {}

    static Requirement.HandshakeOptions of(TlsPolicy policy, Level level, NextHop nextHop, HostFacts host) {
        return with(policy, level, serverName(policy.serverName(), nextHop, host));
    }

    static Requirement.HandshakeOptions with(TlsPolicy policy, Level level, @Nullable String serverName) {
        var server = policy.policyServer();
        return new Requirement.HandshakeOptions(
                protocols(policy),
                CipherLists.of(policy, level),
                serverName,
                rawPublicKeys(policy, level),
                server == null ? null : server.failure());
    }

    /** Names and TLSA records have a say of their own about the form of the proof (tls_client.c, tls_client_start). */
    private static boolean rawPublicKeys(TlsPolicy policy, Level level) {
        return switch (level) {
            case MAY, ENCRYPT, FINGERPRINT -> Boolean.TRUE.equals(policy.rawPublicKeys());
            case NONE, DANE, DANE_ONLY, VERIFY, SECURE -> false;
        };
    }

    private static Set<TlsVersion> protocols(TlsPolicy policy) {
        var protocols = policy.protocols();
        return protocols == null || protocols.text().isBlank() ? ALL : protocols.permitted();
    }

    private static @Nullable String serverName(@Nullable String setting, NextHop nextHop, HostFacts host) {
        return switch (setting) {
            case null -> null;
            case "" -> null;
            case "hostname" -> ascii(host.host());
            case "nexthop" -> ascii(nextHop.host());
            default -> ascii(setting);
        };
    }

    private static String ascii(String name) {
        if (name.chars().allMatch(c -> c < 128)) {
            return name;
        }
        try {
            return DomainName.parse(name).ascii();
        } catch (SyntaxException e) {
            return name;
        }
    }
}
