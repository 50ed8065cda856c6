package dev.postseal.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** How a message is written, and which are not sent at all. */
class SmtpMessageTest extends SmtpConnectionFixture {
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
