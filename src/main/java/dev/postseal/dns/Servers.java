package dev.postseal.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SimpleResolver;

/**
 * The recursive resolvers we ask: one after the other until one has an answer, beginning with the one that last had. Each
 * is asked by UDP, by TCP after a truncated answer. One that is silent is asked once more, while there is time.
 */
final class Servers {
    private static final int ROUNDS = 2;

    /** What passes without fragments everywhere (DNS flag day 2020). */
    private static final int UDP_SIZE = 1232;

    private final List<ServerAddress> addresses;
    private final Duration attempt;
    private volatile int preferred;

    Servers(List<ServerAddress> addresses, Duration attempt) {
        this.addresses = List.copyOf(addresses);
        this.attempt = attempt;
    }

    /**
     * @return NOERROR or NXDOMAIN
     * @throws NoAnswer when no server gave one in time
     */
    Message ask(Message query, Inquiry inquiry) {
        var question = Question.of(query.getQuestion());
        var failure = new NoAnswer(question.reason("dns.timeout", addresses));
        int first = preferred;
        for (int i = 0; i < ROUNDS * addresses.size() && !inquiry.deadline().passed(); i++) {
            int index = (first + i) % addresses.size();
            try {
                Message answer = askOne(addresses.get(index), query, question, inquiry);
                preferred = index;
                return answer;
            } catch (NoAnswer e) {
                failure = e;
                if (!e.worthRepeating() && i >= addresses.size() - 1) {
                    break;
                }
            }
        }
        throw failure;
    }

    private Message askOne(ServerAddress server, Message query, Question question, Inquiry inquiry) {
        Duration patience = Lifetime.min(attempt, inquiry.deadline().left());
        try {
            Message answer = resolver(server, patience)
                    .sendAsync(query, inquiry)
                    .toCompletableFuture()
                    .get(patience.toNanos(), TimeUnit.NANOSECONDS);
            requireUsable(answer, server, question);
            return answer;
        } catch (ExecutionException e) {
            throw understood(Objects.requireNonNullElse(e.getCause(), e), server, question);
        } catch (IOException e) {
            throw understood(e, server, question);
        } catch (TimeoutException e) {
            throw silent(server, question);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswer(question.reason("dns.interrupted"));
        }
    }

    private static SimpleResolver resolver(ServerAddress server, Duration patience) throws IOException {
        InetSocketAddress address = server.resolved();
        if (address.isUnresolved()) {
            throw new IOException("unknown host");
        }
        var resolver = new SimpleResolver(address);
        resolver.setTimeout(patience);
        resolver.setIgnoreTruncation(false);
        resolver.setEDNS(0, UDP_SIZE, ExtendedFlags.DO);
        return resolver;
    }

    private static void requireUsable(Message answer, ServerAddress server, Question question) {
        int rcode = answer.getRcode();
        if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
            throw new NoAnswer(question.reason("dns.refused", server, Rcode.string(rcode)));
        }
    }

    private static NoAnswer understood(Throwable cause, ServerAddress server, Question question) {
        if (cause instanceof SocketTimeoutException || cause.getCause() instanceof SocketTimeoutException) {
            return silent(server, question);
        }
        if (cause instanceof SocketException || cause.getCause() instanceof SocketException) {
            return new NoAnswer(question.reason("dns.unreachable", server));
        }
        String what = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new NoAnswer(question.reason("dns.unusable", server, what));
    }

    private static NoAnswer silent(ServerAddress server, Question question) {
        return NoAnswer.worthRepeating(question.reason("dns.timeout", server));
    }
}
