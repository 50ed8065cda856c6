package dev.postseal.dns;

import dev.postseal.mail.DomainName;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.ResolverConfig;

/** From a mail system's question to a closed answer: special names, then remembered or asked, judged, aliases followed. */
final class ResolvingMailDns implements MailDns {
    private final Questions questions;
    private final MxLookup exchangers;
    private final AddressLookup addresses;
    private final TlsaLookup tlsa;

    ResolvingMailDns(Judge judge, Clock clock) {
        this.questions = new Questions(judge, clock);
        var aliases = new Aliases(questions);
        this.exchangers = new MxLookup(aliases);
        this.addresses = new AddressLookup(aliases, Inquiry.THREADS);
        this.tlsa = new TlsaLookup(aliases);
    }

    static MailDns of(DnsSettings settings, Patience patience, Clock clock) {
        var servers = new Servers(serversOf(settings), patience.attempt());
        Judge judge = switch (settings.dnssec()) {
            case VALIDATE ->
                new ValidatingJudge(servers, TrustAnchors.read(settings.trustAnchorFile()), clock, patience.question());
            case TRUST_AD -> new TrustingJudge(servers, clock, patience.question());
        };
        return new ResolvingMailDns(judge, clock);
    }

    @Override
    public MxAnswer mx(DomainName domain) {
        if (Names.isInvalid(domain)) {
            return new MxAnswer.NoDomain(DnsSecurity.INSECURE, Instant.MAX);
        }
        return Names.isLocalhost(domain) ? new MxAnswer.NoMx(DnsSecurity.INSECURE, Instant.MAX) : exchangers.of(domain);
    }

    @Override
    public AddressAnswer addresses(DomainName host) {
        if (Names.isInvalid(host)) {
            return new AddressAnswer.NoDomain(DnsSecurity.INSECURE, Instant.MAX);
        }
        return Names.isLocalhost(host) ? AddressLookup.localhost(host) : addresses.of(host);
    }

    @Override
    public TlsaAnswer tlsa(DomainName host, int port) {
        return Names.isLocalhost(host) || Names.isInvalid(host)
                ? new TlsaAnswer.NotFound(DnsSecurity.INSECURE, Instant.MAX)
                : tlsa.of(host, port);
    }

    @Override
    public void forget(DomainName name) {
        questions.forget(Names.toDns(name));
    }

    @Override
    public void forgetAll() {
        questions.forget(Name.root);
    }

    private static List<ServerAddress> serversOf(DnsSettings settings) {
        if (!settings.servers().isEmpty()) {
            return settings.addresses();
        }
        List<ServerAddress> system = ResolverConfig.getCurrentConfig().servers().stream()
                .map(ServerAddress::of)
                .toList();
        return system.isEmpty() ? List.of(new ServerAddress("127.0.0.1", 53)) : system;
    }
}
