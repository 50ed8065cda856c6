package dev.postseal.dns;

import dev.postseal.mail.Reason;
import java.time.Instant;
import org.xbill.DNS.Message;

/** One answer and what DNSSEC says about it, before anyone has read what is in it. */
sealed interface Verdict {
    Instant expires();

    /** The name exists or does not, the records are there or are not: the message tells. */
    record Answered(Message message, DnsSecurity security, Instant expires) implements Verdict {}

    /** Not to be used, for any purpose. */
    record Bogus(Reason why, Instant expires) implements Verdict {}

    /** There is no answer that could be used. */
    record Failed(Reason why, Instant expires) implements Verdict {}
}
