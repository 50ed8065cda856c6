package dev.postseal.dns;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.xbill.DNS.Message;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * How long an answer may be used: the smallest TTL in it, for absence the negative TTL of its SOA record (RFC 2308), never
 * beyond the end of a signature, and never beyond our own limits, which bound the harm of a wrong answer.
 */
final class Lifetime {
    private static final Duration MOST = Duration.ofHours(1);
    private static final Duration MOST_NEGATIVE = Duration.ofMinutes(15);
    private static final Duration NEGATIVE_WITHOUT_SOA = Duration.ofSeconds(30);

    /** RFC 9520 wants failures remembered, for a second at least; a retry should not meet a stale one. */
    static final Duration FAILURE = Duration.ofSeconds(5);

    static final Duration BOGUS = Duration.ofSeconds(15);

    private Lifetime() {}

    static Instant of(Message message, int type, Clock clock) {
        List<Record> answer = message.getSection(Section.ANSWER);
        boolean positive = answer.stream().anyMatch(record -> record.getType() == type);
        Duration ttl = min(MOST, smallestTtl(answer));
        if (!positive) {
            ttl = min(ttl, negativeTtl(message));
        }
        return min(clock.instant().plus(ttl), earliestSignatureEnd(message));
    }

    private static Duration smallestTtl(List<Record> answer) {
        boolean synthesized = answer.stream().anyMatch(record -> record.getType() == Type.DNAME);
        return answer.stream()
                .filter(record -> !(synthesized && record.getType() == Type.CNAME && record.getTTL() == 0))
                .map(record -> Duration.ofSeconds(record.getTTL()))
                .reduce(MOST, Lifetime::min);
    }

    private static Duration negativeTtl(Message message) {
        return message.getSection(Section.AUTHORITY).stream()
                .filter(SOARecord.class::isInstance)
                .map(SOARecord.class::cast)
                .map(soa -> Duration.ofSeconds(Math.min(soa.getTTL(), soa.getMinimum())))
                .reduce(Lifetime::min)
                .map(ttl -> min(ttl, MOST_NEGATIVE))
                .orElse(NEGATIVE_WITHOUT_SOA);
    }

    private static Instant earliestSignatureEnd(Message message) {
        return Stream.of(Section.ANSWER, Section.AUTHORITY)
                .flatMap(section -> message.getSection(section).stream())
                .filter(RRSIGRecord.class::isInstance)
                .map(record -> ((RRSIGRecord) record).getExpire())
                .reduce(Instant.MAX, Lifetime::min);
    }

    static <T extends Comparable<T>> T min(T one, T other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
