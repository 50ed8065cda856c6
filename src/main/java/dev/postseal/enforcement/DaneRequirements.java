package dev.postseal.enforcement;

import dev.postseal.dns.AddressAnswer;
import dev.postseal.dns.MailDns;
import dev.postseal.dns.MxAnswer;
import dev.postseal.dns.TlsaAnswer;
import dev.postseal.dns.TlsaRecord;
import dev.postseal.mail.DomainName;
import dev.postseal.mail.EnhancedStatus;
import dev.postseal.mail.NextHop;
import dev.postseal.mail.Reason;
import dev.postseal.policy.Level;
import dev.postseal.policy.TlsPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * DANE for SMTP as RFC 7672 and Postfix 3.10 have it (smtp_tls_policy.c, dane_init; tls_dane.c, tls_dane_resolve). A host
 * behind an unsigned MX record is held to its TLSA records under {@code dane}, as with smtp_tls_dane_insecure_mx_policy =
 * dane; under {@code dane-only} the whole way must be signed.
 */
final class DaneRequirements {
    private static final EnhancedStatus NOT_PROVEN = EnhancedStatus.of("4.7.5");

    private final MailDns dns;

    DaneRequirements(MailDns dns) {
        this.dns = dns;
    }

    Derivation derive(TlsPolicy policy, NextHop nextHop, HostFacts host) {
        var plan = new Plan(policy, nextHop, host);
        if (policy.level() == Level.DANE_ONLY && plan.insecureMx()) {
            return plan.without(Reason.of("dane.insecure-mx", nextHop.host()), null);
        }
        List<DomainName> owners = owners(host.addresses(), host.host());
        if (owners.isEmpty()) {
            return plan.without(Reason.of("dane.insecure-host", host.host()), null);
        }
        Derivation last = plan.without(Reason.of("dane.no-tlsa", host.host()), null);
        for (DomainName owner : owners) {
            switch (dns.tlsa(owner, host.port())) {
                case TlsaAnswer.Found found -> {
                    return plan.with(owner, found);
                }
                case TlsaAnswer.NotFound none -> last = plan.without(reasonFor(none, owner), none.expires());
                case TlsaAnswer.Bogus bogus -> {
                    return plan.failed("dane.bogus", owner, bogus.why());
                }
                case TlsaAnswer.Failed failed -> {
                    return plan.failed("dane.lookup-failed", owner, failed.why());
                }
            }
        }
        return last;
    }

    private static Reason reasonFor(TlsaAnswer.NotFound answer, DomainName owner) {
        return Reason.of(answer.security().isSecure() ? "dane.no-tlsa" : "dane.insecure-tlsa", owner);
    }

    /**
     * Under which names TLSA records are looked for, in this order: the end of a secure chain of aliases, then the host's
     * own name; only the latter when its alias is signed and leads out of signed DNS; none without signatures.
     */
    private static List<DomainName> owners(AddressAnswer.@Nullable Found addresses, String host) {
        if (addresses == null) {
            return List.of();
        }
        DomainName own = DomainName.parse(host);
        if (addresses.security().isSecure()) {
            return List.copyOf(new LinkedHashSet<>(List.of(addresses.canonicalName(), own)));
        }
        return addresses.aliasSecurity().isSecure() ? List.of(own) : List.of();
    }

    /** One derivation under way. */
    private record Plan(TlsPolicy policy, NextHop nextHop, HostFacts host) {
        boolean insecureMx() {
            var mx = host.mx();
            return mx != null && !mx.security().isSecure();
        }

        /** Nothing is published: {@code may}, or not at all. */
        Derivation without(Reason reason, @Nullable Instant tlsaExpires) {
            return policy.level() == Level.DANE_ONLY
                    ? new Derivation.SkipHost(Level.DANE_ONLY, NOT_PROVEN, reason)
                    : new Derivation.Require(
                            Level.MAY,
                            new Requirement.Opportunistic(Options.of(policy, Level.MAY, nextHop, host)),
                            List.of(reason),
                            earliest(tlsaExpires));
        }

        /** The way to the host counts as much as what is found at its end. */
        private @Nullable Instant earliest(@Nullable Instant tlsaExpires) {
            var mx = host.mx();
            var addresses = host.addresses();
            return Stream.of(
                            Optional.ofNullable(mx).map(MxAnswer.Hosts::expires),
                            Optional.ofNullable(addresses).map(AddressAnswer.Found::expires),
                            Optional.ofNullable(tlsaExpires))
                    .flatMap(Optional::stream)
                    .min(Comparator.naturalOrder())
                    .orElse(null);
        }

        Derivation failed(String code, DomainName owner, Reason why) {
            return new Derivation.SkipHost(
                    policy.level(),
                    NOT_PROVEN,
                    Reason.of(code, "_" + host.port() + "._tcp." + owner, detail(why)),
                    List.of(why));
        }

        private static String detail(Reason why) {
            return Stream.concat(Stream.of(why.code()), why.arguments().stream())
                    .reduce((a, b) -> a + " " + b)
                    .orElse("");
        }

        Derivation with(DomainName base, TlsaAnswer.Found found) {
            if (found.records().stream().noneMatch(TlsaSet::isKnownUsage)) {
                return unusable(base, found);
            }
            List<TlsaRecord> usable =
                    found.records().stream().filter(TlsaSet::isUsable).toList();
            if (usable.isEmpty() && policy.level() == Level.DANE) {
                return encrypted(base, found, Options.with(policy, Level.DANE, base.ascii()));
            }
            var requirement = new Requirement.Tlsa(
                    Options.with(policy, Level.DANE, base.ascii()), usable, base.ascii(), names(base), insecureMx());
            return new Derivation.Require(
                    policy.level(), requirement, because(base, found, usable), earliest(found.expires()));
        }

        private List<Reason> because(DomainName base, TlsaAnswer.Found found, List<TlsaRecord> usable) {
            var because = new ArrayList<Reason>();
            because.add(Reason.of(
                    "dane.tlsa-found", base, usable.size(), found.records().size()));
            if (insecureMx()) {
                because.add(Reason.of("dane.insecure-mx", nextHop.host()));
            }
            return because;
        }

        /** Postfix sees at once that nothing is for SMTP: the session is then an ordinary one of {@code encrypt}. */
        private Derivation unusable(DomainName base, TlsaAnswer.Found found) {
            return policy.level() == Level.DANE_ONLY
                    ? new Derivation.SkipHost(Level.DANE_ONLY, NOT_PROVEN, Reason.of("dane.unusable", base))
                    : encrypted(base, found, Options.of(policy, Level.ENCRYPT, nextHop, host));
        }

        private Derivation encrypted(DomainName base, TlsaAnswer.Found found, Requirement.HandshakeOptions options) {
            return new Derivation.Require(
                    Level.ENCRYPT,
                    new Requirement.Encrypted(options),
                    List.of(Reason.of("dane.unusable", base)),
                    earliest(found.expires()));
        }

        /** What a certificate under DANE-TA may name (RFC 7672 section 3.2.2). */
        private List<String> names(DomainName base) {
            var names = new LinkedHashSet<String>();
            names.add(base.ascii());
            var mx = host.mx();
            if (mx != null) {
                names.add(mx.owner().ascii());
                names.add(nextHop.host());
            }
            return List.copyOf(names);
        }
    }
}
