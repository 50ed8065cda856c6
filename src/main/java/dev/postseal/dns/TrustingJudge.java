package dev.postseal.dns;

import java.time.Clock;
import java.time.Duration;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;

/** Believes the servers: their AD bit is "secure" (RFC 6840 section 5.7), and what they will only give with CD is bogus. */
final class TrustingJudge implements Judge {
    private final Servers servers;
    private final Clock clock;
    private final Duration patience;

    TrustingJudge(Servers servers, Clock clock, Duration patience) {
        this.servers = servers;
        this.clock = clock;
        this.patience = patience;
    }

    @Override
    public Verdict judge(Question question) {
        var inquiry = new Inquiry(Deadline.in(patience));
        try {
            Message answer = ask(question, Flags.AD, inquiry);
            var security = answer.getHeader().getFlag(Flags.AD) ? DnsSecurity.SECURE : DnsSecurity.INSECURE;
            return new Verdict.Answered(answer, security, Lifetime.of(answer, question.type(), clock));
        } catch (NoAnswer e) {
            return withoutAnswer(question, e, inquiry);
        }
    }

    @Override
    public void forget() {
        // Nothing is remembered here.
    }

    private Message ask(Question question, int flag, Inquiry inquiry) {
        Message query = question.toMessage();
        query.getHeader().setFlag(flag);
        Message answer = servers.ask(query, inquiry).normalize(query);
        if (answer == null) {
            throw new NoAnswer(question.reason("dns.unusable", "", "DNAME"));
        }
        return answer;
    }

    private Verdict withoutAnswer(Question question, NoAnswer failure, Inquiry inquiry) {
        if (failure.why().code().equals("dns.refused") && isThereUnchecked(question, inquiry)) {
            return new Verdict.Bogus(
                    question.reason("dns.bogus", "SERVFAIL"), clock.instant().plus(Lifetime.BOGUS));
        }
        return new Verdict.Failed(failure.why(), clock.instant().plus(Lifetime.FAILURE));
    }

    private boolean isThereUnchecked(Question question, Inquiry inquiry) {
        try {
            ask(question, Flags.CD, inquiry);
            return true;
        } catch (NoAnswer e) {
            return false;
        }
    }
}
