package dev.postseal.dns;

import dev.postseal.mail.Reason;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.dnssec.ValidatingResolver;

/**
 * Checks the signatures itself, from the trust anchor down (RFC 4035 section 5). "Insecure" is only believed with the
 * validator's word why; an answer that it let pass without one was not checked, and counts as none.
 */
final class ValidatingJudge implements Judge {
    private static final Question ROOT = new Question(Name.root, Type.SOA);

    /** The validator quotes whole sets of records, keys and signatures included. */
    private static final Pattern RECORDS = Pattern.compile(":? *\\{ .*", Pattern.DOTALL);

    private final CarefulResolver resolver;
    private final TrustAnchors anchors;
    private final Clock clock;
    private final Duration patience;
    private volatile ValidatingResolver validator;

    ValidatingJudge(Servers servers, TrustAnchors anchors, Clock clock, Duration patience) {
        this.resolver = new CarefulResolver(servers, clock);
        this.anchors = anchors;
        this.clock = clock;
        this.patience = patience;
        this.validator = newValidator();
    }

    @Override
    public Verdict judge(Question question) {
        Verdict verdict = validate(question);
        return verdict instanceof Verdict.Bogus ? blamedOnTheRightOne(question, verdict) : verdict;
    }

    /** When not even the root can be validated, the zone is innocent, and our own settings are the likely culprit. */
    private Verdict blamedOnTheRightOne(Question question, Verdict bogus) {
        return validate(ROOT) instanceof Verdict.Bogus root
                ? new Verdict.Bogus(question.reason("dns.no-trusted-root", detail(root.why())), root.expires())
                : bogus;
    }

    /** The validator remembers keys, and proofs that there are none, out of our reach. */
    @Override
    public void forget() {
        resolver.forgetKeys();
        validator = newValidator();
    }

    private Verdict validate(Question question) {
        var inquiry = new Inquiry(Deadline.in(patience));
        try {
            Message answer = validator
                    .sendAsync(question.toMessage(), inquiry)
                    .toCompletableFuture()
                    .get(inquiry.deadline().left().toNanos(), TimeUnit.NANOSECONDS);
            return verdict(question, answer, inquiry);
        } catch (ExecutionException | RejectedExecutionException e) {
            return failed(failure(question, e, inquiry));
        } catch (TimeoutException e) {
            return failed(failure(question, e, inquiry));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(question.reason("dns.interrupted"));
        }
    }

    private Verdict verdict(Question question, Message answer, Inquiry inquiry) {
        Reason failure = inquiry.failure();
        if (failure != null) {
            return failed(failure);
        }
        Optional<String> reason = validatorsReason(answer);
        int rcode = answer.getRcode();
        if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
            resolver.forgetKeys(inquiry);
            return new Verdict.Bogus(
                    question.reason("dns.bogus", reason.orElse(Rcode.string(rcode))),
                    clock.instant().plus(Lifetime.BOGUS));
        }
        var expires = Lifetime.of(answer, question.type(), clock);
        if (answer.getHeader().getFlag(Flags.AD)) {
            return new Verdict.Answered(answer, DnsSecurity.SECURE, expires);
        }
        return reason.isPresent()
                ? new Verdict.Answered(answer, DnsSecurity.INSECURE, expires)
                : failed(question.reason("dns.unchecked"));
    }

    private Verdict failed(Reason why) {
        return new Verdict.Failed(why, clock.instant().plus(Lifetime.FAILURE));
    }

    private static Reason failure(Question question, Throwable cause, Inquiry inquiry) {
        Reason known = inquiry.failure();
        if (known != null) {
            return known;
        }
        return cause instanceof TimeoutException
                ? question.reason("dns.timeout", "")
                : question.reason("dns.unusable", "", Said.by(cause));
    }

    private static String detail(Reason bogus) {
        return bogus.arguments().getLast();
    }

    private static Optional<String> validatorsReason(Message answer) {
        return answer.getSection(Section.ADDITIONAL).stream()
                .filter(record -> record instanceof TXTRecord
                        && record.getDClass() == ValidatingResolver.VALIDATION_REASON_QCLASS)
                .map(record -> String.join("", ((TXTRecord) record).getStrings()))
                .map(reason -> RECORDS.matcher(reason).replaceAll(""))
                .findFirst();
    }

    private ValidatingResolver newValidator() {
        var fresh = new ValidatingResolver(resolver, clock);
        try {
            fresh.loadTrustAnchors(anchors.open());
        } catch (IOException e) {
            throw new IllegalStateException("trust anchors", e);
        }
        return fresh;
    }
}
