package dev.postseal.enforcement;

import dev.postseal.dns.MailDns;
import dev.postseal.mail.EnhancedStatus;
import dev.postseal.mail.NextHop;
import dev.postseal.mail.Reason;
import dev.postseal.policy.Level;
import dev.postseal.policy.TlsPolicy;
import java.util.List;
import java.util.Locale;

/** Derives what one host must prove, as Postfix's smtp_tls_policy.c does. Asks DNS for TLSA records only under DANE. */
public final class Requirements {
    private final DaneRequirements dane;

    public Requirements(MailDns dns) {
        this.dane = new DaneRequirements(dns);
    }

    /** Blocks while TLSA records are looked up; never throws on account of DNS. */
    public Derivation derive(TlsPolicy policy, NextHop nextHop, HostFacts host) {
        if (enforcesStsPatterns(policy) && !isPermittedMx(policy, host.host())) {
            return new Derivation.SkipHost(
                    policy.level(), EnhancedStatus.of("4.3.0"), Reason.of("sts.mx-not-permitted", host.host()));
        }
        return switch (policy.level()) {
            case NONE -> required(Level.NONE, new Requirement.Plaintext());
            case MAY ->
                required(Level.MAY, new Requirement.Opportunistic(Options.of(policy, Level.MAY, nextHop, host)));
            case ENCRYPT ->
                required(Level.ENCRYPT, new Requirement.Encrypted(Options.of(policy, Level.ENCRYPT, nextHop, host)));
            case DANE, DANE_ONLY -> dane.derive(policy, nextHop, host);
            case FINGERPRINT -> required(Level.FINGERPRINT, fingerprints(policy, nextHop, host));
            case VERIFY, SECURE -> required(policy.level(), names(policy, nextHop, host));
        };
    }

    private static Derivation required(Level level, Requirement requirement) {
        return new Derivation.Require(level, requirement, List.of(), null);
    }

    /** Colons and case do not matter; what is not as long as a SHA-256 matches nothing. */
    private static Requirement fingerprints(TlsPolicy policy, NextHop nextHop, HostFacts host) {
        List<String> wanted = policy.match().stream()
                .map(text -> text.replace(":", "").toLowerCase(Locale.ROOT))
                .toList();
        return new Requirement.Fingerprints(Options.of(policy, Level.FINGERPRINT, nextHop, host), wanted);
    }

    private static Requirement names(TlsPolicy policy, NextHop nextHop, HostFacts host) {
        return new Requirement.Names(
                Options.of(policy, policy.level(), nextHop, host),
                MatchPatterns.resolve(strategies(policy), nextHop, host),
                policy.trustAnchorFiles().stream().map(java.nio.file.Path::of).toList());
    }

    /** An STS policy that names its hosts is checked against the host it let pass (Postfix 3.10, tls_policy_lookup_one). */
    private static List<String> strategies(TlsPolicy policy) {
        if (enforcesStsPatterns(policy)) {
            return List.of("hostname");
        }
        if (!policy.match().isEmpty()) {
            return policy.match();
        }
        return policy.level() == Level.VERIFY ? List.of("hostname") : List.of("nexthop", "dot-nexthop");
    }

    private static boolean enforcesStsPatterns(TlsPolicy policy) {
        var server = policy.policyServer();
        return server != null
                && server.type().equalsIgnoreCase("sts")
                && !policy.match().isEmpty()
                && !server.mxHostPatterns().isEmpty();
    }

    private static boolean isPermittedMx(TlsPolicy policy, String host) {
        var server = policy.policyServer();
        return server != null && server.mxHostPatterns().stream().anyMatch(pattern -> matchesMxPattern(host, pattern));
    }

    /** RFC 8461 section 4.1: the name itself, or a star for exactly one label. */
    private static boolean matchesMxPattern(String host, String pattern) {
        if (host.equalsIgnoreCase(pattern)) {
            return true;
        }
        int dot = host.indexOf('.');
        return pattern.startsWith("*.")
                && pattern.length() > 2
                && dot > 0
                && host.substring(dot + 1).equalsIgnoreCase(pattern.substring(2));
    }
}
