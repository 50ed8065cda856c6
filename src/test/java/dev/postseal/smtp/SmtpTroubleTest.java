package dev.postseal.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Servers that are late, rude, gone or none. */
class SmtpTroubleTest extends SmtpConnectionFixture {
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

    /** A node that stops does not wait for the time that it would give the server. */
    @Test
    void anInterruptEndsTheWaitForAReply() throws Exception {
        try (var server = ScriptedServer.playing(ScriptedServer.Peer::awaitClose);
                var session = SmtpConnection.connect(server.address(), PATIENT)) {
            var waiting = new FutureTask<>(() -> catchThrowable(session::greeting));
            Thread thread = Thread.ofPlatform().daemon().start(waiting);
            await().until(() -> Arrays.stream(thread.getStackTrace())
                    .anyMatch(frame -> frame.getMethodName().equals("poll")));
            thread.interrupt();
            assertThat(waiting.get(5, TimeUnit.SECONDS)).isInstanceOf(SmtpException.class);
        }
    }

    @Test
    void aConnectionThatIsResetIsLostForThoseWhoWriteToo() throws Exception {
        try (var server = ScriptedServer.playing(ScriptedServer.Peer::reset);
                var wire = Wire.connect(server.address(), Duration.ofSeconds(5))) {
            server.awaitEnd();
            assertThatThrownBy(() -> {
                        while (true) {
                            wire.output().write(new byte[1024], 0, 1024);
                        }
                    })
                    .isInstanceOf(SocketException.class);
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
                () -> SmtpConnection.connect(
                        new java.net.InetSocketAddress(java.net.InetAddress.ofLiteral("127.0.0.1"), port), QUICK));
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

    private static String greetingFailure(ScriptedServer.Script script) throws IOException {
        try (var server = ScriptedServer.playing(script);
                var session = SmtpConnection.connect(server.address(), QUICK)) {
            var failure = catchThrowableOfType(SmtpException.class, session::greeting);
            assertThat(session.isClosed()).isTrue();
            return failure.failure().reason().code();
        }
    }
}
