package dev.postseal.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.smtp.CommandGate;
import dev.postseal.smtp.ScriptedServer;
import dev.postseal.smtp.SmtpTimeouts;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionOpenerTest {
    private static final SmtpTimeouts PATIENT = new SmtpTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(20));

    @Test
    void startTlsAndItsHandshakeShareOneTimeLimit() throws Exception {
        Duration limit = Duration.ofSeconds(4);
        try (var server = ScriptedServer.playing(peer -> {
            peer.say("220 scripted ESMTP").answer("250-scripted", "250 STARTTLS");
            peer.hear();
            // 20 bytes, 3 s: most of the time is gone before the handshake can begin.
            peer.slowly("220 2.0.0 go ahead", Duration.ofMillis(150));
            peer.bytes();
            // The head of a record that is long in coming.
            peer.raw(new byte[] {22, 3, 3, 0x3f, 0}).dribble(2, Duration.ofMillis(150));
        })) {
            long begun = System.nanoTime();
            Opening opening = opener(limit).open(server.address(), "scripted", Handshakes.encrypt(), CommandGate.OPEN);

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(limit, limit.plusSeconds(2));
            // On a busy machine even the reply does not come to its end.
            assertThat(opening)
                    .isInstanceOfSatisfying(
                            Opening.Failed.class,
                            failed -> assertThat(failed.reason().code()).isIn("tls.timeout", "smtp.timeout"));
        }
    }

    @Test
    void aReplyToStartTlsThatNeverEndsIsBoundByTheTimeLimitOfTls() throws Exception {
        Duration limit = Duration.ofMillis(600);
        try (var server = ScriptedServer.playing(peer -> {
            peer.say("220 scripted ESMTP").answer("250-scripted", "250 STARTTLS");
            peer.hear();
            peer.dribble('2', Duration.ofMillis(50));
        })) {
            long begun = System.nanoTime();
            Opening opening = opener(limit).open(server.address(), "scripted", Handshakes.encrypt(), CommandGate.OPEN);

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
            assertThat(opening)
                    .isInstanceOfSatisfying(
                            Opening.Failed.class,
                            failed -> assertThat(failed.reason().code()).isEqualTo("smtp.timeout"));
        }
    }

    @Test
    void aPolicyThatAsksForRawPublicKeysIsToldThatTheyCannotBeUsed() throws Exception {
        var options = new Requirement.HandshakeOptions(Handshakes.ALL, Handshakes.MEDIUM, null, true, null);
        Identity identity = Identity.named("mx").issuedBy(Handshakes.LAB);
        try (var server = ScriptedServer.playing(peer -> {
            var context = identity.serverContext();
            peer.offerTls()
                    .handshake(context, context.getDefaultSSLParameters())
                    .serve();
        })) {
            var ready = (Opening.Ready) opener(Duration.ofSeconds(20))
                    .open(server.address(), "scripted", new Requirement.Encrypted(options), CommandGate.OPEN);
            assertThat(ready.session().notes()).extracting("code").containsExactly("engine.cannot-raw-public-keys");
            assertThat(ready.session().connection().transcript())
                    .extracting("text")
                    .contains("TLSv1.3 TLS_AES_256_GCM_SHA384, engine.cannot-raw-public-keys");
            ready.session().connection().quit();
        }
    }

    private static SessionOpener opener(Duration tlsTimeout) {
        return new SessionOpener(Handshakes.trusting(), PATIENT, tlsTimeout, "client.example");
    }
}
