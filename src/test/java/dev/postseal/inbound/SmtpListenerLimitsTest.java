package dev.postseal.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.threads.Workers;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What clients may not do: too much, too long, too late. */
class SmtpListenerLimitsTest extends ListenerFixture {
    @Test
    void strangerMayNotRelay() {
        listener.stop();
        listener = started(settings(List.of("192.0.2.0/24"), 100, 100, Duration.ofSeconds(10)));
        SmtpTalk client = client();
        client.reply();
        client.say("EHLO c");
        client.say("MAIL FROM:<s@example.org>");

        assertThat(client.say("RCPT TO:<a@example.net>")).isEqualTo("554 5.7.1 Relay access denied");
        assertThat(client.say("DATA")).startsWith("554 5.5.1");
    }

    @Test
    void thousandRecipientsAndNoMore() {
        SmtpTalk client = client();
        client.reply();
        client.say("EHLO c");
        client.say("MAIL FROM:<s@example.org>");

        String all = String.join(
                "",
                IntStream.range(0, 1001)
                        .mapToObj(i -> "RCPT TO:<r" + i + "@example.net>\r\n")
                        .toList());
        client.send(all);

        List<String> replies = client.replies(1001);
        assertThat(replies.subList(0, 1000)).containsOnly("250 2.1.5 Ok");
        assertThat(replies.getLast()).isEqualTo("452 4.5.3 Too many recipients");
    }

    @Test
    void messageLargerThanAnnouncedIsRefusedAtItsEnd() {
        SmtpTalk client = client().upToData();

        client.send(("x".repeat(998) + "\r\n").repeat(110) + ".\r\n");

        assertThat(client.reply()).isEqualTo("552 5.3.4 Message size exceeds fixed limit");
        assertThat(client.say("NOOP")).isEqualTo("250 2.0.0 Ok");
        assertThat(queue.taken).isEmpty();
    }

    @Test
    void messageWithoutEndIsCutOff() {
        SmtpTalk client = client().upToData();

        Thread.ofPlatform().daemon().start(() -> {
            try {
                client.send("x".repeat(400_000));
            } catch (UncheckedIOException e) {
                // The listener has hung up, as it should.
            }
        });

        assertThat(client.reply()).startsWith("421 5.3.4");
        assertThat(queue.taken).isEmpty();
    }

    @Test
    void endlessCommandLineCostsNothingAndIsRefused() {
        SmtpTalk client = client();
        client.reply();

        client.send("EHLO " + "x".repeat(1_000_000) + "\r\n");

        assertThat(client.reply()).isEqualTo("500 5.5.6 Line too long");
        assertThat(client.say("NOOP")).isEqualTo("250 2.0.0 Ok");
    }

    @Test
    void twentyErrorsAreEnough() {
        SmtpTalk client = client();
        client.reply();

        client.send("nonsense\r\n".repeat(25));

        assertThat(client.replies(22).subList(19, 22))
                .containsExactly("500 5.5.2 Command not recognized", "421 4.7.0 Too many errors", "closed");
    }

    @Test
    void halfClosedClientWithoutEndOfMessageLeavesNothingBehind() {
        SmtpTalk client = client().upToData();
        client.send("half a message\r\n");

        client.endOutput();

        assertThat(client.reply()).isEqualTo("closed");
        assertThat(queue.taken).isEmpty();
    }

    @Test
    void silenceAndDribblingEndInATimeout() {
        listener.stop();
        listener = started(settings(List.of("127.0.0.0/8"), 100, 100, Duration.ofMillis(700)));
        SmtpTalk silent = client();
        SmtpTalk dribbler = client();
        silent.reply();
        dribbler.reply();
        Thread.ofPlatform().daemon().start(() -> dribble(dribbler));

        assertThat(silent.reply()).isEqualTo("421 4.4.2 Timeout exceeded");
        assertThat(dribbler.reply()).isEqualTo("421 4.4.2 Timeout exceeded");
    }

    @Test
    void tooManyConnectionsAreTurnedAwayAndTheirPlacesComeBack() {
        listener.stop();
        listener = started(settings(List.of("127.0.0.0/8"), 100, 2, Duration.ofSeconds(10)));
        SmtpTalk first = client();
        assertThat(first.reply()).startsWith("220");
        assertThat(client().reply()).startsWith("220");

        assertThat(client().reply()).isEqualTo("421 4.7.0 Too many connections");

        assertThat(first.say("QUIT")).startsWith("221");
        assertThat(first.reply()).isEqualTo("closed");
        String reply = client().reply();
        while (reply.startsWith("421")) {
            reply = client().reply();
        }
        assertThat(reply).startsWith("220");
    }

    @Test
    void clientForWhichThereIsNoThreadIsHungUpOnAndItsPlaceComesBack() {
        listener.stop();
        var workers = new Workers("smtp");
        var refused = new AtomicInteger(2);
        listener = started(settings(List.of("127.0.0.0/8"), 100, 1, Duration.ofSeconds(10)), task -> {
            if (refused.getAndDecrement() > 0) {
                throw new RejectedExecutionException("no thread");
            }
            workers.execute(task);
        });

        assertThat(client().reply()).isEqualTo("closed");
        assertThat(client().reply()).isEqualTo("closed");

        assertThat(client().reply()).startsWith("220");
    }

    @Test
    void idleClientsHearOfTheStop() {
        SmtpTalk client = client();
        client.reply();
        client.say("EHLO c");

        listener.stop();

        assertThat(client.reply()).isEqualTo("421 4.3.2 Service shutting down");
        assertThat(client.reply()).isEqualTo("closed");
    }

    private static void dribble(SmtpTalk client) {
        try {
            while (true) {
                client.send("N");
                LockSupport.parkNanos(50_000_000);
            }
        } catch (UncheckedIOException e) {
            // The listener has hung up, as it should.
        }
    }
}
