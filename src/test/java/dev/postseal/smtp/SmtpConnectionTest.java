package dev.postseal.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postseal.mail.EmailAddress;
import dev.postseal.mail.ReversePath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SmtpConnectionTest {
    private static final SmtpTimeouts QUICK = new SmtpTimeouts(Duration.ofSeconds(5), Duration.ofMillis(400));
    private static final SmtpTimeouts PATIENT = new SmtpTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(10));

    @Test
    void readsGreetingAndExtensions() throws Exception {
        try (var server = ScriptedServer.playing(peer -> {
                    peer.say("220-first", "220 last");
                    peer.answer("250-name.example greets", "250-SIZE 1000", "250-PIPELINING", "250 starttls");
                    peer.awaitClose();
                });
                var session = SmtpConnection.connect(server.address(), PATIENT)) {
            assertThat(session.greeting().lines()).containsExactly("first", "last");
            var hello = (Hello.Accepted) session.hello("client.example");
            assertThat(hello.extended()).isTrue();
            assertThat(hello.extensions().keywords()).containsExactly("PIPELINING", "SIZE", "STARTTLS");
            assertThat(hello.extensions().sizeLimit()).hasValue(1000);
            assertThat(server.heard()).containsExactly("EHLO client.example");
        }
    }

    @Test
    void fallsBackToHeloWhenEhloIsRefused() throws Exception {
        try (var server = ScriptedServer.playing(peer -> {
                    peer.say("220 x").answer("502 no").answer("250 x").awaitClose();
                });
                var session = SmtpConnection.connect(server.address(), PATIENT)) {
            session.greeting();
            var hello = (Hello.Accepted) session.hello("c.example");
            assertThat(hello.extended()).isFalse();
            assertThat(hello.extensions()).isEqualTo(Extensions.NONE);
        }
    }

    @Test
    void doesNotInsistAfter421() throws Exception {
        try (var server = ScriptedServer.playing(
                        peer -> peer.say("220 x").answer("421 busy").awaitClose());
                var session = SmtpConnection.connect(server.address(), PATIENT)) {
            session.greeting();
            assertThat(session.hello("c.example")).isInstanceOf(Hello.Rejected.class);
            assertThat(server.heard()).containsExactly("EHLO c.example");
        }
    }

    @Test
    void sendsEverythingInOneGoWithPipelining() throws Exception {
        try (var server = ScriptedServer.playing(peer -> {
                    peer.say("220 x").answer("250-x", "250-SIZE", "250-8BITMIME", "250 PIPELINING");
                    peer.hear();
                    peer.hear();
                    peer.hear();
                    peer.hear();
                    peer.say("250 ok", "250 ok", "550 5.1.1 unknown", "354 go");
                    peer.message().say("250 2.0.0 queued").awaitClose();
                });
                var session = SmtpConnection.connect(server.address(), PATIENT)) {
            session.greeting();
            session.hello("c.example");
            var result = session.send(envelope("a@x.example", "b@x.example"), message("hi\r\n"), CommandGate.OPEN);
            assertThat(result.outcomes().get(0)).isInstanceOf(RecipientOutcome.Accepted.class);
            assertThat(result.outcomes().get(1))
                    .isInstanceOfSatisfying(
                            RecipientOutcome.Refused.class,
                            r -> assertThat(r.reply().toString()).isEqualTo("550 5.1.1 unknown"));
            assertThat(result.reusable()).isTrue();
            assertThat(server.heard())
                    .containsSequence(
                            "MAIL FROM:<s@y.example> SIZE=42 BODY=8BITMIME",
                            "RCPT TO:<a@x.example>",
                            "RCPT TO:<b@x.example>",
                            "DATA",
                            "hi",
                            ".");
        }
    }

    @Test
    void endsAnEmptyMessageWhenPipelinedDataWasAcceptedForNobody() throws Exception {
        try (var server = ScriptedServer.playing(peer -> {
                    peer.say("220 x").answer("250-x", "250 PIPELINING");
                    peer.hear();
                    peer.hear();
                    peer.hear();
                    peer.say("250 ok", "550 no", "354 go")
                            .message()
                            .say("554 no valid recipients")
                            .awaitClose();
                });
                var session = SmtpConnection.connect(server.address(), PATIENT)) {
            session.greeting();
            session.hello("c.example");
            var result = session.send(envelope("a@x.example"), message("secret\r\n"), CommandGate.OPEN);
            assertThat(result.outcomes().getFirst())
                    .isInstanceOfSatisfying(
                            RecipientOutcome.Refused.class,
                            r -> assertThat(r.phase()).isEqualTo(Phase.RCPT));
            assertThat(server.heard()).doesNotContain("secret").endsWith(".");
        }
    }

    @Test
    void endsATransactionThatNobodyIsLeftFor() throws Exception {
        for (String extension : new String[] {"PIPELINING", "SIZE 5000"}) {
            try (var server = ScriptedServer.playing(peer -> {
                        peer.say("220 x").answer("250-x", "250 " + extension).answer("250 ok");
                        peer.answer("450 4.2.0 greylisted");
                        if (extension.equals("PIPELINING")) {
                            peer.answer("503 5.5.1 no recipients");
                        }
                        peer.answer("250 2.0.0 reset").serve();
                    });
                    var session = SmtpConnection.connect(server.address(), PATIENT)) {
                session.greeting();
                session.hello("c.example");
                var refused = session.send(envelope("a@x.example"), message("x"), CommandGate.OPEN);
                assertThat(refused.reusable()).isTrue();
                assertThat(server.heard()).endsWith("RSET");
                assertThat(session.send(envelope("b@x.example"), message("x"), CommandGate.OPEN)
                                .outcomes())
                        .singleElement()
                        .isInstanceOf(RecipientOutcome.Accepted.class);
            }
        }
    }

    @Test
    void asksStepByStepWithoutPipelining() throws Exception {
        try (var server = ScriptedServer.playing(peer -> {
                    peer.say("220 x");
                    peer.serve("SIZE 5000");
                });
                var session = SmtpConnection.connect(server.address(), PATIENT)) {
            session.greeting();
            session.hello("c.example");
            assertThat(session.send(envelope("a@x.example"), message("hi"), CommandGate.OPEN)
                            .outcomes())
                    .singleElement()
                    .isInstanceOf(RecipientOutcome.Accepted.class);
            session.quit();
            assertThat(server.awaitEnd()).isEqualTo("done");
            assertThat(server.heard()).endsWith("hi", ".", "QUIT");
        }
    }

    @Test
    void doublesDotsAndMakesEveryLineEndCrLf() throws Exception {
        try (var server = ScriptedServer.playing(peer -> {
                    peer.say("220 x");
                    peer.serve();
                });
                var session = SmtpConnection.connect(server.address(), PATIENT)) {
            session.greeting();
            session.hello("c.example");
            session.send(
                    envelope("a@x.example"), message(".a\n.\r.\r\n\nMAIL FROM:<evil@x>\r\r\nend"), CommandGate.OPEN);
            session.quit();
            server.awaitEnd();
            assertThat(server.heard())
                    .containsSequence("DATA", "..a", "..", "..", "", "MAIL FROM:<evil@x>", "", "end", ".");
        }
    }

    @Test
    void streamsLargeMessagesUnchanged() throws Exception {
        var big = new byte[3_000_000];
        Arrays.fill(big, (byte) 'x');
        for (int i = 70; i < big.length; i += 72) {
            big[i] = '\r';
            big[i + 1] = '\n';
        }
        try (var server = ScriptedServer.playing(peer -> {
                    peer.say("220 x");
                    peer.serve();
                });
                var session = SmtpConnection.connect(server.address(), PATIENT)) {
            session.greeting();
            session.hello("c.example");
            session.send(envelope("a@x.example"), () -> new ByteArrayInputStream(big), CommandGate.OPEN);
            session.quit();
            server.awaitEnd();
            assertThat(server.heard().stream()
                            .filter(line -> line.startsWith("xxx"))
                            .mapToLong(String::length)
                            .sum())
                    .isEqualTo(new String(big, StandardCharsets.US_ASCII)
                            .chars()
                            .filter(c -> c == 'x')
                            .count());
        }
    }

    @Test
    void neverEndsAMessageThatCouldNotBeRead() throws Exception {
        try (var server = ScriptedServer.playing(peer -> {
                    peer.say("220 x");
                    peer.serve();
                });
                var session = SmtpConnection.connect(server.address(), PATIENT)) {
            session.greeting();
            session.hello("c.example");
            var result = session.send(envelope("a@x.example"), BrokenSource::new, CommandGate.OPEN);
            assertThat(result.outcomes().getFirst())
                    .isInstanceOfSatisfying(
                            RecipientOutcome.Failed.class,
                            f -> assertThat(f.failure().reason().code()).isEqualTo("smtp.source-failed"));
            assertThat(result.reusable()).isFalse();
            server.awaitEnd();
            assertThat(server.heard()).doesNotContain(".");
        }
    }

    @Test
    void sendsNothingThatTheServerCannotTake() throws Exception {
        try (var server = ScriptedServer.playing(
                        peer -> peer.say("220 x").answer("250-x", "250 SIZE 41").awaitClose());
                var session = SmtpConnection.connect(server.address(), PATIENT)) {
            session.greeting();
            session.hello("c.example");
            assertThat(unsuitable(session, envelope("a@x.example"))).isEqualTo("smtp.too-large");
            assertThat(unsuitable(session, envelope("jürgen@x.example"))).isEqualTo("smtp.no-smtputf8");
            assertThat(server.heard()).containsExactly("EHLO c.example");
        }
    }

    @Test
    void sendsInternationalDomainsInALabelsAndLocalPartsWithSmtpUtf8() throws Exception {
        try (var server = ScriptedServer.playing(peer -> {
                    peer.say("220 x");
                    peer.serve("SMTPUTF8", "8BITMIME");
                });
                var session = SmtpConnection.connect(server.address(), PATIENT)) {
            session.greeting();
            session.hello("c.example");
            session.send(envelope("a@straße.example"), message("x"), CommandGate.OPEN);
            session.send(envelope("jürgen@x.example"), message("x"), CommandGate.OPEN);
            assertThat(server.heard())
                    .contains("RCPT TO:<a@xn--strae-oqa.example>", "RCPT TO:<jürgen@x.example>")
                    .contains("MAIL FROM:<s@y.example> BODY=8BITMIME SMTPUTF8");
        }
    }

    @Test
    void refusesWhatIsNotSmtp() throws Exception {
        assertThat(greetingFailure(peer -> peer.raw(new byte[] {0, 1, 2, 3, 10})))
                .isEqualTo("smtp.no-reply-code");
        assertThat(greetingFailure(peer -> peer.say("HTTP/1.1 400 Bad Request")))
                .isEqualTo("smtp.no-reply-code");
        assertThat(greetingFailure(peer -> peer.say("220-a", "221 b"))).isEqualTo("smtp.code-changes");
        assertThat(greetingFailure(peer -> peer.say("220 " + "x".repeat(2100)))).isEqualTo("smtp.line-too-long");
        assertThat(greetingFailure(peer -> {
                    while (true) {
                        peer.say("220-and so on");
                    }
                }))
                .isEqualTo("smtp.too-many-lines");
        assertThat(greetingFailure(peer -> {
                    while (true) {
                        peer.raw(new byte[8192]);
                    }
                }))
                .isEqualTo("smtp.line-too-long");
        assertThat(greetingFailure(peer -> peer.say("220-half"))).isEqualTo("smtp.connection-lost");
    }

    @Test
    void boundsTheTimeOfAReplyThatDribbles() throws Exception {
        long start = System.nanoTime();
        assertThat(greetingFailure(peer -> {
                    peer.dribble('2', Duration.ofMillis(20));
                }))
                .isEqualTo("smtp.timeout");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void boundsTheTimeOfAMessageThatIsNotTaken() throws Exception {
        try (var server = ScriptedServer.playing(peer -> {
                    peer.say("220 x");
                    peer.answer("250 x").answer("250 ok").answer("250 ok").answer("354 go");
                    new java.util.concurrent.CountDownLatch(1).await();
                });
                var session = SmtpConnection.connect(server.address(), QUICK)) {
            session.greeting();
            session.hello("c.example");
            var result = session.send(
                    envelope("a@x.example"), () -> new ByteArrayInputStream(new byte[30_000_000]), CommandGate.OPEN);
            assertThat(result.outcomes().getFirst())
                    .isEqualTo(new RecipientOutcome.Failed(new SmtpFailure.TimedOut(Phase.BODY)));
        }
    }

    @Test
    void tellsThatNobodyListens() throws Exception {
        int port;
        try (var closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        var failure = catchThrowableOfType(
                SmtpException.class,
                () -> SmtpConnection.connect(new java.net.InetSocketAddress("127.0.0.1", port), QUICK));
        assertThat(failure.failure().reason().code()).isEqualTo("connect.refused");
        assertThat(failure.failure().status()).hasToString("4.4.1");
    }

    @Test
    void namesThePhaseInWhichTheServerLeft() throws Exception {
        try (var server = ScriptedServer.playing(peer -> {
                    peer.say("220 x")
                            .answer("250 x")
                            .answer("250 ok")
                            .answer("250 ok")
                            .answer("354 go");
                    peer.message();
                });
                var session = SmtpConnection.connect(server.address(), PATIENT)) {
            session.greeting();
            session.hello("c.example");
            assertThat(session.send(envelope("a@x.example"), message("x"), CommandGate.OPEN)
                            .outcomes())
                    .containsExactly(new RecipientOutcome.Failed(new SmtpFailure.ConnectionLost(Phase.END_OF_DATA)));
        }
    }

    @Test
    void remembersWhatWasSaidBehindTheReplyToStartTls() throws Exception {
        try (var server = ScriptedServer.playing(peer -> {
                    peer.say("220 x").answer("250-x", "250 STARTTLS");
                    peer.answer("220 go", "250 injected").awaitClose();
                });
                var session = SmtpConnection.connect(server.address(), PATIENT)) {
            session.greeting();
            session.hello("c.example");
            assertThat(session.startTls(CommandGate.OPEN, Duration.ofSeconds(10))
                            .code())
                    .isEqualTo(220);
            assertThat(session.wire().hasEarlyInput()).isTrue();
        }
    }

    @Test
    void sendsNothingThroughAClosedGate() throws Exception {
        try (var server = ScriptedServer.playing(peer -> {
                    peer.say("220 x");
                    peer.serve("PIPELINING");
                });
                var session = SmtpConnection.connect(server.address(), PATIENT)) {
            session.greeting();
            session.hello("c.example");
            CommandGate closed = transmission -> false;
            assertThatThrownBy(() -> session.startTls(closed, Duration.ofSeconds(10)))
                    .isInstanceOf(GateClosedException.class);
            assertThatThrownBy(() -> session.send(envelope("a@x.example"), message("secret"), closed))
                    .isInstanceOf(GateClosedException.class);
            assertThat(session.isClosed()).isFalse();
            session.quit();
            server.awaitEnd();
            assertThat(server.heard()).containsExactly("EHLO c.example", "QUIT");
        }
    }

    @Test
    void writesATranscriptWithoutTheMessage() throws Exception {
        try (var server = ScriptedServer.playing(peer -> {
                    peer.say("220 x");
                    peer.serve();
                });
                var session = SmtpConnection.connect(server.address(), PATIENT)) {
            session.greeting();
            session.hello("c.example");
            session.send(envelope("a@x.example"), message("secret\r\n"), CommandGate.OPEN);
            assertThat(session.transcript().stream().map(TranscriptLine::text))
                    .contains("220 x", "EHLO c.example", "8 bytes", ".", "250 2.0.0 accepted")
                    .noneMatch(line -> line.contains("secret"));
        }
    }

    private static String unsuitable(SmtpConnection session, Envelope envelope) throws Exception {
        var result = session.send(envelope, message("x"), CommandGate.OPEN);
        assertThat(result.reusable()).isTrue();
        return ((RecipientOutcome.Unsuitable) result.outcomes().getFirst())
                .reason()
                .code();
    }

    private static String greetingFailure(ScriptedServer.Script script) throws IOException {
        try (var server = ScriptedServer.playing(script);
                var session = SmtpConnection.connect(server.address(), QUICK)) {
            var failure = catchThrowableOfType(SmtpException.class, session::greeting);
            assertThat(session.isClosed()).isTrue();
            return failure.failure().reason().code();
        }
    }

    private static Envelope envelope(String... recipients) {
        return new Envelope(
                ReversePath.parse("s@y.example"),
                Arrays.stream(recipients).map(EmailAddress::parse).toList(),
                42,
                true,
                false);
    }

    private static MessageSource message(String text) {
        return () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Two good pieces, then the disk is gone. */
    private static final class BrokenSource extends InputStream {
        private int left = 40_000;

        @Override
        public int read() throws IOException {
            if (left-- <= 0) {
                throw new IOException("disk gone");
            }
            return 'x';
        }
    }
}
