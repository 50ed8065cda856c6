package dev.postseal.dns;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;

/**
 * What dnsjava's validator asks through: our servers, the answers cleaned, keys and delegations remembered for a while,
 * because the validator walks down from the root for every zone it meets.
 */
final class CarefulResolver implements Resolver {
    private static final int KEYS_REMEMBERED = 5_000;
    private static final Duration KEYS_MOST = Duration.ofMinutes(5);

    private final Servers servers;
    private final Clock clock;
    private final ExpiringCache<Question, KeyAnswer> keys;

    private record KeyAnswer(Message message, Instant expires) {}

    CarefulResolver(Servers servers, Clock clock) {
        this.servers = servers;
        this.clock = clock;
        this.keys = new ExpiringCache<>(KEYS_REMEMBERED, clock, KeyAnswer::expires);
    }

    /**
     * @param executor the {@link Inquiry} that this query belongs to
     */
    @Override
    public CompletionStage<Message> sendAsync(Message query, Executor executor) {
        var inquiry = (Inquiry) executor;
        return CompletableFuture.supplyAsync(() -> ask(query, inquiry), inquiry);
    }

    private Message ask(Message query, Inquiry inquiry) {
        try {
            var question = Question.of(query.getQuestion());
            return isKeyMaterial(question)
                    ? askForKeys(question, query, inquiry)
                    : askServers(question, query, inquiry);
        } catch (NoAnswer e) {
            inquiry.failed(e.why());
            throw e;
        }
    }

    private Message askForKeys(Question question, Message query, Inquiry inquiry) {
        inquiry.asked(question);
        Optional<KeyAnswer> known = keys.find(question);
        if (known.isPresent()) {
            return known.get().message().clone();
        }
        Message answer = askServers(question, query, inquiry);
        Instant expires = Lifetime.min(
                Lifetime.of(answer, question.type(), clock), clock.instant().plus(KEYS_MOST));
        keys.put(question, new KeyAnswer(answer.clone(), expires));
        return answer;
    }

    private Message askServers(Question question, Message query, Inquiry inquiry) {
        Message answer = servers.ask(query, inquiry).normalize(query);
        if (answer == null) {
            throw new NoAnswer(question.reason("dns.unusable", "", "DNAME"));
        }
        return Hygiene.clean(answer, question);
    }

    /** After a bogus answer: the fault may have been in any of them. */
    void forgetKeys(Inquiry inquiry) {
        keys.removeIf(inquiry.keysAsked()::contains);
    }

    void forgetKeys() {
        keys.removeIf(question -> true);
    }

    private static boolean isKeyMaterial(Question question) {
        return question.type() == Type.DS || question.type() == Type.DNSKEY;
    }

    // The rest of dnsjava's interface: fixed by Servers.

    @Override
    public void setPort(int port) {}

    @Override
    public void setTCP(boolean flag) {}

    @Override
    public void setIgnoreTruncation(boolean flag) {}

    @Override
    public void setEDNS(int version, int payloadSize, int flags, List<EDNSOption> options) {}

    @Override
    public void setTSIGKey(TSIG key) {}

    @Override
    public void setTimeout(Duration timeout) {}
}
