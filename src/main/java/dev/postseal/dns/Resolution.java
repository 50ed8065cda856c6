package dev.postseal.dns;

import dev.postseal.mail.Reason;
import java.time.Instant;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** Where a question led once aliases were followed. */
sealed interface Resolution {
    Instant expires();

    /**
     * @param owner where the records were found
     */
    record Records(List<Record> records, Name owner, DnsSecurity security, Instant expires) implements Resolution {}

    /** The name exists, without records of this type. */
    record NoData(DnsSecurity security, Instant expires) implements Resolution {}

    /** The name, or what it is an alias of, does not exist. */
    record NoName(DnsSecurity security, Instant expires) implements Resolution {}

    record Bogus(Reason why, Instant expires) implements Resolution {}

    record Failed(Reason why, Instant expires) implements Resolution {}
}
