package dev.postseal.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.delivery.HelloName;
import dev.postseal.delivery.Origin;
import dev.postseal.delivery.TestHelloName;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class SmtpListenerTest {
    private static final HelloName NAME = TestHelloName.of("mail.postseal.test");

    private final RecordingQueue queue = new RecordingQueue();
    private final List<AutoCloseable> open = new ArrayList<>();
    private SmtpListener listener = started(settings(List.of("127.0.0.0/8"), 100, 100, Duration.ofSeconds(10)));

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable client : open) {
            client.close();
        }
        listener.stop();
    }

    @Test
    void announcesWhatItCanDoAndNothingElse() {
        SmtpTalk client = client();

        assertThat(client.reply()).isEqualTo("220 mail.postseal.test ESMTP Postseal");
        assertThat(client.say("EHLO client.example")).isEqualTo("""
                        250-mail.postseal.test
                        250-PIPELINING
                        250-SIZE 100000
                        250-ENHANCEDSTATUSCODES
                        250-8BITMIME
                        250 SMTPUTF8""");
        assertThat(client.say("HELO client.example")).isEqualTo("250 mail.postseal.test");
        assertThat(client.say("quit")).isEqualTo("221 2.0.0 Bye");
        assertThat(client.reply()).isEqualTo("closed");
    }

    @Test
    void takesAMessageAndSaysItsId() {
        SmtpTalk client = client().upToData();

        assertThat(client.say("Subject: x\r\n\r\n..dot\r\n.")).isEqualTo("250 2.0.0 Ok: queued as id1");

        var taken = queue.taken.getFirst();
        assertThat(taken.content()).isEqualTo("Subject: x\r\n\r\n.dot\r\n");
        assertThat(taken.envelope().from().toString()).isEqualTo("s@example.org");
        assertThat(taken.envelope().recipients()).hasSize(1);
        assertThat(taken.envelope().origin()).isInstanceOfSatisfying(Origin.Smtp.class, origin -> {
            assertThat(origin.hello()).isEqualTo("client.example");
            assertThat(origin.protocol()).isEqualTo("ESMTP");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n.\n",
                "\n.\r\n",
                "\r.\r",
                "\r.\r\n",
                "\r\n.\n",
                "\r\n.\r",
                "\n.\r",
                "\r\n\0.\r\n",
                "\r\n.\0\r\n"
            })
    void nothingButCrLfDotCrLfEndsAMessage(String smuggled) {
        SmtpTalk client = client().upToData();

        client.send("a" + smuggled + "MAIL FROM:<smuggled@example.org>\r\n.\r\n");

        assertThat(client.reply()).isEqualTo("250 2.0.0 Ok: queued as id1");
        assertThat(client.say("NOOP")).isEqualTo("250 2.0.0 Ok");
        assertThat(queue.taken).hasSize(1);
        assertThat(queue.taken.getFirst().content()).contains("MAIL FROM:<smuggled@example.org>");
    }

    @Test
    void emptyMessageAndMessageOfDotsAreUnderstood() {
        SmtpTalk client = client().upToData();
        assertThat(client.say(".")).startsWith("250 ");

        client.send("RSET\r\nMAIL FROM:<>\r\nRCPT TO:<a@example.net>\r\nDATA\r\n")
                .replies(4);
        assertThat(client.say("..\r\n...\r\n.x\r\n.")).startsWith("250 ");

        assertThat(queue.taken.get(0).content()).isEmpty();
        assertThat(queue.taken.get(1).content()).isEqualTo(".\r\n..\r\nx\r\n");
        assertThat(queue.taken.get(1).envelope().from().isNull()).isTrue();
    }

    @Test
    void pipelinedCommandsAreAnsweredInOrder() {
        SmtpTalk client = client();
        client.reply();

        client.send("EHLO c\r\nMAIL FROM:<s@example.org> SIZE=10 BODY=8BITMIME\r\nRCPT TO:<a@example.net>\r\n"
                + "RCPT TO:<bad address>\r\nDATA\r\nx\r\n.\r\nNOOP\r\nQUIT\r\n");

        assertThat(client.replies(8))
                .extracting(reply -> reply.substring(0, 3))
                .containsExactly("250", "250", "250", "501", "354", "250", "250", "221");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    MAIL FROM:<s@example.org>                    | 503 5.5.1 Send EHLO first
                    RCPT TO:<a@example.net>                      | 503 5.5.1 Need MAIL command
                    DATA                                         | 503 5.5.1 Need MAIL command
                    EHLO                                         | 501 5.5.4 Syntax: EHLO hostname
                    STARTTLS                                     | 502 5.5.1 Command not implemented
                    BDAT 5 LAST                                  | 502 5.5.1 Command not implemented
                    nonsense                                     | 500 5.5.2 Command not recognized
                    VRFY a                                       | 252 2.0.0 Cannot verify, but will take a message and try
                    GET / HTTP/1.1                               | 221 2.0.0 Bye
                    """)
    void answersBeforeHello(String command, String reply) {
        SmtpTalk client = client();
        client.reply();

        assertThat(client.say(command)).isEqualTo(reply);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    MAIL FROM:s@example.org                      | 501 5.5.4
                    MAIL TO:<s@example.org>                      | 501 5.5.4
                    MAIL FROM:<s@exa mple.org>                   | 501 5.1.7
                    MAIL FROM:<s@example.org> SIZE=100001        | 552 5.3.4
                    MAIL FROM:<s@example.org> SIZE=999999999999999999 | 552 5.3.4
                    MAIL FROM:<s@example.org> SIZE=9999999999999999999999 | 501 5.5.4
                    MAIL FROM:<s@example.org> SIZE=x             | 501 5.5.4
                    MAIL FROM:<s@example.org> BODY=BINARYMIME    | 501 5.5.4
                    MAIL FROM:<s@example.org> RET=FULL           | 555 5.5.4
                    MAIL FROM:<sü@example.org>                   | 553 5.6.7
                    MAIL FROM:<sü@example.org> SMTPUTF8          | 250 2.1.0
                    MAIL FROM: <s@example.org>                   | 250 2.1.0
                    mail from:<"a b"@example.org>                | 250 2.1.0
                    MAIL FROM:<@relay.example:s@example.org>     | 250 2.1.0
                    MAIL FROM:<>                                 | 250 2.1.0
                    RCPT TO:<a@example.net>                      | 503 5.5.1
                    DATA now                                     | 501 5.5.4
                    """)
    void answersAfterHello(String command, String reply) {
        SmtpTalk client = client();
        client.reply();
        client.say("EHLO c");

        assertThat(client.say(command)).startsWith(reply);
    }

    @Test
    void secondMailAndDataWithoutRecipientAreOutOfSequence() {
        SmtpTalk client = client();
        client.reply();
        client.say("EHLO c");
        client.say("MAIL FROM:<s@example.org>");

        assertThat(client.say("MAIL FROM:<s@example.org>")).isEqualTo("503 5.5.1 Nested MAIL command");
        assertThat(client.say("DATA")).isEqualTo("503 5.5.1 Need RCPT command");
        assertThat(client.say("RCPT TO:<>")).startsWith("501 5.1.3");
    }

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

        Thread.ofVirtual().start(() -> {
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

    @ParameterizedTest
    @ValueSource(strings = {"EHLO c\0d", "EHLO c\rd", "EHLO c\u0007"})
    void controlCharactersInCommandsAreRefused(String line) {
        SmtpTalk client = client();
        client.reply();

        assertThat(client.say(line)).startsWith("500 5.5.2");
    }

    @Test
    void strangeHelloNameNeverReachesTheHeader() {
        SmtpTalk client = client();
        client.reply();
        client.say("EHLO (evil)\"<>");
        client.say("MAIL FROM:<s@example.org>");
        client.say("RCPT TO:<a@example.net>");
        client.say("DATA");
        client.say("x\r\n.");

        assertThat(queue.taken.getFirst().envelope().origin())
                .isInstanceOfSatisfying(
                        Origin.Smtp.class, origin -> assertThat(origin.hello()).isEqualTo("unknown"));
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
        Thread.ofVirtual().start(() -> dribble(dribbler));

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
    void defectIsNotTheClientsFault() {
        queue.refusal = new IllegalStateException("defect");
        SmtpTalk client = client().upToData();

        assertThat(client.say("NOOP\r\nQUIT\r\n.")).isEqualTo("451 4.3.0 Temporary failure, nothing was accepted");
        assertThat(client.say("NOOP")).isEqualTo("250 2.0.0 Ok");
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

    private SmtpTalk client() {
        InetSocketAddress address = listener.addresses().getFirst();
        var client = new SmtpTalk(address);
        open.add(client);
        return client;
    }

    private static InboundSettings settings(List<String> relay, int total, int perAddress, Duration timeout) {
        return new InboundSettings(
                List.of("127.0.0.1:0"), relay, DataSize.ofBytes(100_000), total, perAddress, timeout, timeout);
    }

    private SmtpListener started(InboundSettings settings) {
        var started = new SmtpListener(settings, NAME, queue);
        started.start();
        return started;
    }
}
