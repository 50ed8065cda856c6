package dev.postseal.enforcement;

import static dev.postseal.enforcement.Handshakes.LAB;
import static dev.postseal.enforcement.Handshakes.against;
import static dev.postseal.enforcement.Handshakes.encrypt;
import static dev.postseal.enforcement.Handshakes.secure;
import static dev.postseal.enforcement.Handshakes.summary;
import static dev.postseal.enforcement.Handshakes.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.smtp.ScriptedServer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that mean harm. */
@Timeout(60)
class JsseEngineAttacksTest {
    @Test
    void attacksOnStartTlsEndInTimeWithAReason() throws Exception {
        try (var server = ScriptedServer.playing(peer -> {
                    peer.say("220 x").answer("250-x", "250 STARTTLS");
                    peer.answer("220 go ahead", "250 injected").awaitClose();
                });
                var connection = Handshakes.connect(server)) {
            var outcome = Handshakes.trusting().connect(connection.wire(), encrypt(), Duration.ofSeconds(5));
            assertThat(summary(outcome)).isEqualTo("failed tls.injection");
            assertThat(connection.isClosed()).isTrue();
            server.awaitEnd();
            assertThat(server.heard()).containsExactly("EHLO client.example", "STARTTLS");
        }
        assertThat(attack(peer -> {
                    peer.bytes();
                    peer.say("250 this is not TLS").awaitClose();
                }))
                .isEqualTo("failed tls.handshake-failed");
        assertThat(attack(peer -> {
                    peer.bytes();
                    peer.raw(new byte[] {0x15, 3, 3, 0, 2, 2, 40});
                    peer.awaitClose();
                }))
                .isEqualTo("failed tls.handshake-failed");
        assertThat(attack(peer -> peer.bytes())).isEqualTo("failed tls.connection-lost");
        assertThat(attack(peer -> new CountDownLatch(1).await())).isEqualTo("failed tls.timeout");
        assertThat(attack(peer -> {
                    peer.bytes();
                    peer.dribble(22, Duration.ofMillis(50));
                }))
                .startsWith("failed tls.");
        assertThat(attack(peer -> {
                    peer.bytes();
                    while (true) {
                        peer.raw(new byte[] {21, 3, 3, 0, 2, 1, 112});
                    }
                }))
                .isEqualTo("failed tls.handshake-failed");
    }

    @Test
    void monstrousCertificatesEndInTimeWithAReason() throws Exception {
        String[] names =
                IntStream.range(0, 10_000).mapToObj(i -> "h" + i + ".example").toArray(String[]::new);
        assertThat(summary(with(Identity.named("many").dns(names).issuedBy(LAB), secure("mx.example"))))
                .startsWith("failed tls.");
        Identity link = LAB;
        for (int i = 0; i < 99; i++) {
            link = Identity.named("link " + i).authority().issuedBy(link);
        }
        Identity end = Identity.named("mx").dns("mx.example").issuedBy(link);
        assertThat(summary(with(end, secure("mx.example")))).matches("untrusted tls.chain-too-long|failed tls.*");
        Identity small = Identity.named("mx").dns("mx.example").rsa(512).issuedBy(LAB);
        assertThat(summary(with(small, secure("mx.example")))).matches("untrusted tls.weak-key|failed tls.*");
    }

    private static String attack(ScriptedServer.Script script) throws Exception {
        return summary(against(script, encrypt(), Duration.ofMillis(1200)));
    }
}
