package dev.postseal.dns;

import dev.postseal.mail.DomainName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Name;
import org.xbill.DNS.TLSARecord;
import org.xbill.DNS.Type;

/** TLSA records as Postfix's {@code dane_lookup()} takes them: what is not secure is not there. */
final class TlsaLookup {
    private final Aliases aliases;

    TlsaLookup(Aliases aliases) {
        this.aliases = aliases;
    }

    TlsaAnswer of(DomainName host, int port) {
        Optional<Name> name = Names.tlsa(host, port);
        return name.isPresent()
                ? of(host, new Question(name.get(), Type.TLSA))
                : new TlsaAnswer.NotFound(DnsSecurity.INSECURE, Instant.MAX);
    }

    private TlsaAnswer of(DomainName host, Question question) {
        return switch (aliases.follow(question)) {
            case Resolution.Records records -> read(host, records);
            case Resolution.NoData none -> new TlsaAnswer.NotFound(none.security(), none.expires());
            case Resolution.NoName none -> new TlsaAnswer.NotFound(none.security(), none.expires());
            case Resolution.Bogus bogus -> new TlsaAnswer.Bogus(bogus.why(), bogus.expires());
            case Resolution.Failed failed -> new TlsaAnswer.Failed(failed.why(), failed.expires());
        };
    }

    private static TlsaAnswer read(DomainName host, Resolution.Records found) {
        if (!found.security().isSecure()) {
            return new TlsaAnswer.NotFound(DnsSecurity.INSECURE, found.expires());
        }
        List<TlsaRecord> records = found.records().stream()
                .map(TLSARecord.class::cast)
                .map(TlsaLookup::record)
                .toList();
        return new TlsaAnswer.Found(records, Names.toMail(found.owner()).orElse(host), found.expires());
    }

    private static TlsaRecord record(TLSARecord record) {
        return TlsaRecord.of(
                record.getCertificateUsage(),
                record.getSelector(),
                record.getMatchingType(),
                record.getCertificateAssociationData());
    }
}
