package dev.postseal.dns;

import dev.postseal.mail.DomainName;
import dev.postseal.mail.EnhancedStatus;
import dev.postseal.mail.IpAddress;
import dev.postseal.mail.NextHop;
import dev.postseal.mail.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * From a next hop to hosts with addresses (RFC 5321 section 5.1; Postfix's smtp_addr.c): MX hosts by preference, those
 * of one preference in any order; the domain itself where it has no MX; one host for brackets. All addresses are looked
 * up beforehand, so that a host without any does not count as one that was tried.
 */
public final class MailHosts {
    private static final EnhancedStatus NULL_MX = EnhancedStatus.of("5.1.0");
    private static final EnhancedStatus NO_HOST = EnhancedStatus.of("5.4.4");
    private static final EnhancedStatus NO_ANSWER = EnhancedStatus.of("4.4.3");

    private final MailDns dns;
    private final RandomGenerator random;

    public MailHosts(MailDns dns, RandomGenerator random) {
        this.dns = dns;
        this.random = random;
    }

    /** Blocks for as long as DNS takes, which is bounded. */
    public HostsAnswer of(NextHop nextHop) {
        return switch (nextHop.kind()) {
            case ADDRESS ->
                new HostsAnswer.Found(
                        List.of(new MailHost(nextHop.host(), List.of(IpAddress.parse(nextHop.host())), null, null)));
            case HOST -> itself(DomainName.parse(nextHop.host()));
            case DOMAIN -> exchangers(DomainName.parse(nextHop.host()));
        };
    }

    private HostsAnswer exchangers(DomainName domain) {
        return switch (dns.mx(domain)) {
            case MxAnswer.Hosts hosts -> named(hosts);
            case MxAnswer.NoMx none -> itself(domain);
            case MxAnswer.NullMx none -> new HostsAnswer.None(NULL_MX, Reason.of("dns.null-mx", domain));
            case MxAnswer.NoDomain none -> new HostsAnswer.None(NO_HOST, Reason.of("dns.no-domain", domain));
            case MxAnswer.Malformed malformed -> new HostsAnswer.None(NO_HOST, malformed.why());
            case MxAnswer.Bogus bogus -> new HostsAnswer.None(NO_ANSWER, bogus.why());
            case MxAnswer.Failed failed -> new HostsAnswer.None(NO_ANSWER, failed.why());
        };
    }

    private HostsAnswer itself(DomainName host) {
        return switch (dns.addresses(host)) {
            case AddressAnswer.Found found ->
                new HostsAnswer.Found(List.of(new MailHost(host.ascii(), found.addresses(), null, found)));
            case AddressAnswer.NoAddress none -> new HostsAnswer.None(NO_HOST, Reason.of("dns.no-address", host));
            case AddressAnswer.NoDomain none -> new HostsAnswer.None(NO_HOST, Reason.of("dns.no-domain", host));
            case AddressAnswer.Bogus bogus -> new HostsAnswer.None(NO_ANSWER, bogus.why());
            case AddressAnswer.Failed failed -> new HostsAnswer.None(NO_ANSWER, failed.why());
        };
    }

    private HostsAnswer named(MxAnswer.Hosts mx) {
        List<MailHost> hosts = new ArrayList<>();
        HostsAnswer.@Nullable None problem = null;
        for (MxHost exchanger : inOrder(mx.hosts())) {
            switch (itself(exchanger.name())) {
                case HostsAnswer.Found found ->
                    found.hosts()
                            .forEach(host -> hosts.add(new MailHost(host.name(), host.addresses(), mx, host.found())));
                case HostsAnswer.None none -> problem = worse(problem, none);
            }
        }
        return problem == null || !hosts.isEmpty() ? new HostsAnswer.Found(hosts) : problem;
    }

    /** A name that does not exist settles nothing while another could not be asked for: mail waits. */
    private static HostsAnswer.None worse(HostsAnswer.@Nullable None known, HostsAnswer.None next) {
        return known != null && known.status().statusClass() == 4 ? known : next;
    }

    private List<MxHost> inOrder(List<MxHost> exchangers) {
        List<MxHost> shuffled = new ArrayList<>(exchangers);
        Collections.shuffle(shuffled, random);
        shuffled.sort(Comparator.comparingInt(MxHost::preference));
        return shuffled;
    }
}
