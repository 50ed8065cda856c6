package dev.postseal.dns;

import dev.postseal.mail.DomainName;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Addresses of both families at once, put together as Postfix's {@code dns_lookup_v()} does. */
final class AddressLookup {
    private static final List<InetAddress> LOOPBACK =
            List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"));

    private final Aliases aliases;
    private final Executor threads;

    AddressLookup(Aliases aliases, Executor threads) {
        this.aliases = aliases;
        this.threads = threads;
    }

    static AddressAnswer localhost(DomainName host) {
        return new AddressAnswer.Found(LOOPBACK, host, DnsSecurity.INSECURE, DnsSecurity.INSECURE, Instant.MAX);
    }

    AddressAnswer of(DomainName host) {
        var v4 = new Question(Names.toDns(host), Type.A);
        var v6 = new Question(v4.name(), Type.AAAA);
        if (aliases.knows(v6)) {
            return together(host, aliases.follow(v4), aliases.follow(v6));
        }
        var meanwhile = new CompletableFuture<Resolution>();
        beside(() -> complete(meanwhile, v6));
        return together(host, aliases.follow(v4), meanwhile.join());
    }

    /** On a thread of its own; when the system has none, one question waits for the other. */
    private void beside(Runnable question) {
        try {
            threads.execute(question);
        } catch (RejectedExecutionException noThread) {
            question.run();
        }
    }

    private void complete(CompletableFuture<Resolution> future, Question question) {
        try {
            future.complete(aliases.follow(question));
        } catch (RuntimeException | Error e) { // Somebody waits for it, without an end.
            future.completeExceptionally(e);
        }
    }

    private AddressAnswer together(DomainName host, Resolution v4, Resolution v6) {
        List<Resolution.Records> found = Stream.of(v4, v6)
                .filter(Resolution.Records.class::isInstance)
                .map(Resolution.Records.class::cast)
                .toList();
        return found.isEmpty() ? without(v4, v6) : with(host, found);
    }

    private AddressAnswer with(DomainName host, List<Resolution.Records> found) {
        var owner = found.getFirst().owner();
        var security = found.stream().map(Resolution.Records::security).reduce(DnsSecurity.SECURE, DnsSecurity::and);
        var expires = found.stream().map(Resolution.Records::expires).reduce(Instant.MAX, Lifetime::min);
        Optional<DomainName> canonical = Names.toMail(owner);
        if (canonical.isEmpty()) {
            var question = new Question(Names.toDns(host), Type.A);
            return new AddressAnswer.Failed(question.reason("dns.no-host-name", owner), expires);
        }
        List<InetAddress> addresses = found.stream()
                .flatMap(each -> each.records().stream())
                .map(AddressLookup::address)
                .toList();
        var answer = new AddressAnswer.Found(addresses, canonical.get(), security, security, expires);
        return canonical.get().equals(host) || security.isSecure() ? answer : withAliasSecurity(host, answer);
    }

    /** As Postfix's {@code qname_secure()}: the first link by itself. Not knowing it, DANE cannot be ruled out. */
    private AddressAnswer withAliasSecurity(DomainName host, AddressAnswer.Found found) {
        var question = new Question(Names.toDns(host), Type.CNAME);
        return switch (aliases.follow(question)) {
            case Resolution.Records link ->
                new AddressAnswer.Found(
                        found.addresses(),
                        found.canonicalName(),
                        found.security(),
                        link.security(),
                        Lifetime.min(found.expires(), link.expires()));
            case Resolution.Bogus bogus -> new AddressAnswer.Bogus(bogus.why(), bogus.expires());
            case Resolution.Failed failed -> new AddressAnswer.Failed(failed.why(), failed.expires());
            case Resolution.NoData gone -> aliasGone(question, gone.expires());
            case Resolution.NoName gone -> aliasGone(question, gone.expires());
        };
    }

    private static AddressAnswer aliasGone(Question question, Instant expires) {
        return new AddressAnswer.Failed(question.reason("dns.alias-gone"), expires);
    }

    private static AddressAnswer without(Resolution v4, Resolution v6) {
        for (Resolution each : List.of(v4, v6)) {
            if (each instanceof Resolution.Bogus bogus) {
                return new AddressAnswer.Bogus(bogus.why(), bogus.expires());
            }
        }
        for (Resolution each : List.of(v4, v6)) {
            if (each instanceof Resolution.Failed failed) {
                return new AddressAnswer.Failed(failed.why(), failed.expires());
            }
        }
        return absent(v4, v6);
    }

    private static AddressAnswer absent(Resolution v4, Resolution v6) {
        var security = absenceSecurity(v4).and(absenceSecurity(v6));
        var expires = Lifetime.min(v4.expires(), v6.expires());
        return v4 instanceof Resolution.NoName && v6 instanceof Resolution.NoName
                ? new AddressAnswer.NoDomain(security, expires)
                : new AddressAnswer.NoAddress(security, expires);
    }

    private static DnsSecurity absenceSecurity(Resolution resolution) {
        return switch (resolution) {
            case Resolution.NoData none -> none.security();
            case Resolution.NoName none -> none.security();
            case Resolution.Records records -> records.security();
            case Resolution.Bogus bogus -> DnsSecurity.INSECURE;
            case Resolution.Failed failed -> DnsSecurity.INSECURE;
        };
    }

    /** Without the name that dnsjava attaches: what is verified later must not be picked up from an address. */
    private static InetAddress address(Record record) {
        InetAddress named = record instanceof ARecord v4 ? v4.getAddress() : ((AAAARecord) record).getAddress();
        try {
            return InetAddress.getByAddress(named.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of neither family", e);
        }
    }
}
