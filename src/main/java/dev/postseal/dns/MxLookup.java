package dev.postseal.dns;

import dev.postseal.mail.DomainName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** MX records as Postfix's {@code dns_lookup()} and {@code smtp_domain_addr()} take them. */
final class MxLookup {
    private final Aliases aliases;

    MxLookup(Aliases aliases) {
        this.aliases = aliases;
    }

    MxAnswer of(DomainName domain) {
        var question = new Question(Names.toDns(domain), Type.MX);
        return switch (aliases.follow(question)) {
            case Resolution.Records records -> read(question, domain, records);
            case Resolution.NoData none -> new MxAnswer.NoMx(none.security(), none.expires());
            case Resolution.NoName none -> new MxAnswer.NoDomain(none.security(), none.expires());
            case Resolution.Bogus bogus -> new MxAnswer.Bogus(bogus.why(), bogus.expires());
            case Resolution.Failed failed -> new MxAnswer.Failed(failed.why(), failed.expires());
        };
    }

    private static MxAnswer read(Question question, DomainName domain, Resolution.Records found) {
        List<MXRecord> records =
                found.records().stream().map(MXRecord.class::cast).toList();
        if (records.stream().anyMatch(record -> record.getTarget().equals(Name.root))) {
            return new MxAnswer.NullMx(found.security(), found.expires());
        }
        List<MxHost> hosts = hosts(records);
        if (hosts.isEmpty()) {
            return new MxAnswer.Malformed(
                    question.reason("dns.no-host-name", targets(records)), found.security(), found.expires());
        }
        return new MxAnswer.Hosts(hosts, Names.toMail(found.owner()).orElse(domain), found.security(), found.expires());
    }

    private static List<MxHost> hosts(List<MXRecord> records) {
        var hosts = new ArrayList<MxHost>();
        for (MXRecord record : records) {
            Optional<DomainName> name = Names.toMail(record.getTarget());
            name.ifPresent(valid -> hosts.add(new MxHost(record.getPriority(), valid)));
        }
        hosts.sort(Comparator.comparingInt(MxHost::preference));
        return hosts;
    }

    private static String targets(List<MXRecord> records) {
        return records.stream().map(record -> record.getTarget().toString(true)).collect(Collectors.joining(", "));
    }
}
