package dev.postseal.dns;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Follows aliases to the records asked for. A secure answer is taken with all the links in it. Of an insecure one only the
 * first link is taken and its target asked for anew: the validator stops at the first insecure link, and a bogus target
 * must be noticed.
 */
final class Aliases {
    /** As many as Postfix follows. */
    private static final int MOST_LINKS = 10;

    private final Questions questions;

    Aliases(Questions questions) {
        this.questions = questions;
    }

    /** Whether the first answer is remembered, so that following it is most likely done at once. */
    boolean knows(Question question) {
        return questions.remembers(question);
    }

    Resolution follow(Question question) {
        return follow(question, DnsSecurity.SECURE, Instant.MAX, 0);
    }

    private Resolution follow(Question question, DnsSecurity soFar, Instant until, int links) {
        return switch (questions.ask(question)) {
            case Verdict.Bogus bogus -> new Resolution.Bogus(bogus.why(), bogus.expires());
            case Verdict.Failed failed -> new Resolution.Failed(failed.why(), failed.expires());
            case Verdict.Answered answered -> read(question, answered, soFar, until, links);
        };
    }

    private Resolution read(Question question, Verdict.Answered answered, DnsSecurity soFar, Instant until, int links) {
        var security = soFar.and(answered.security());
        var expires = Lifetime.min(until, answered.expires());
        List<Record> answer = answered.message().getSection(Section.ANSWER);
        Name owner = answered.security().isSecure() ? lastName(question, answer) : question.name();
        List<Record> records = answer.stream()
                .filter(record ->
                        record.getType() == question.type() && record.getName().equals(owner))
                .toList();
        if (!records.isEmpty()) {
            return new Resolution.Records(records, owner, security, expires);
        }
        Optional<Name> next = next(question, owner, answered.message());
        if (next.isPresent() && links < MOST_LINKS) {
            return follow(new Question(next.get(), question.type()), security, expires, links + 1);
        }
        if (next.isPresent()) {
            return new Resolution.Failed(question.reason("dns.alias-loop"), expires);
        }
        return answered.message().getRcode() == Rcode.NXDOMAIN
                ? new Resolution.NoName(security, expires)
                : new Resolution.NoData(security, expires);
    }

    /** The next name to ask: an alias's target, or the end of a chain that the server broke off without saying why. */
    private static Optional<Name> next(Question question, Name owner, Message message) {
        Optional<Name> target = target(owner, message.getSection(Section.ANSWER));
        boolean brokenOff = !owner.equals(question.name())
                && message.getRcode() == Rcode.NOERROR
                && message.getSection(Section.AUTHORITY).isEmpty();
        return target.isEmpty() && brokenOff ? Optional.of(owner) : target;
    }

    private static Name lastName(Question question, List<Record> answer) {
        Name name = question.name();
        for (int i = 0; i < answer.size(); i++) {
            Optional<Name> next = question.type() == Type.CNAME ? Optional.empty() : target(name, answer);
            if (next.isEmpty()) {
                return name;
            }
            name = next.get();
        }
        return name;
    }

    private static Optional<Name> target(Name alias, List<Record> answer) {
        return answer.stream()
                .filter(record ->
                        record instanceof CNAMERecord && record.getName().equals(alias))
                .map(record -> ((CNAMERecord) record).getTarget())
                .findFirst();
    }
}
