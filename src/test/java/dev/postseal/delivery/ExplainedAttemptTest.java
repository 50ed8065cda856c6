package dev.postseal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.policy.Level;
import dev.postseal.smtp.ScriptedServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What an attempt tells of itself, over a DNS with signed zones and real TLS servers. */
class ExplainedAttemptTest extends ExplainedAttemptFixture {
    @Test
    void secureNamesTheParentsEntryTheNamesWantedAndTheNamesFound() throws Exception {
        AttemptRecord attempt = signed(entry(".signed.test", Level.SECURE, "match=bank.example"));

        assertThat(codes(attempt))
                .containsExactly(
                        "policy.by-parent",
                        "dns.mx-secure",
                        "dns.address-secure",
                        "demand.names",
                        "session.tls",
                        "session.certificate",
                        "tls.name-mismatch",
                        "remedy.tls.name-mismatch");
        assertThat(text(attempt, Locale.ENGLISH))
                .contains(
                        "one for a parent domain, .signed.test: secure match=bank.example.",
                        "they name mx.signed.test as a mail server.",
                        "The address of mx.signed.test (127.0.0.1) is signed with DNSSEC and valid.",
                        "made out to bank.example",
                        "made out to mx.signed.test; issued by CN=Lab CA; valid from 20",
                        "it names mx.signed.test, and bank.example is wanted.",
                        "A certificate that names bank.example mends it")
                .doesNotContain("{", "null");
        assertThat(text(attempt, Locale.GERMAN))
                .contains("Verlangt von mx.signed.test", "Nötig ist ein Zertifikat, das bank.example nennt")
                .doesNotContain("{", "null", "wanted", "signed with");
    }

    @Test
    void fingerprintTellsWhatWasAgreedAndWhatWasShown() throws Exception {
        AttemptRecord attempt = signed(entry("example.signed.test", Level.FINGERPRINT, "match=" + "ab".repeat(32)));

        assertThat(codes(attempt))
                .contains("demand.fingerprint")
                .endsWith("tls.fingerprint-mismatch", "remedy.tls.fingerprint-mismatch");
        assertThat(text(attempt, Locale.ENGLISH))
                .contains("fingerprint: " + "ab".repeat(32), peer(attempt).sha256());
    }

    @Test
    void mayTellsWhichAlertEndedTheHandshake() throws Exception {
        ScriptedServer.Script refusing = peer -> {
            peer.offerTls().bytes();
            peer.raw(new byte[] {0x15, 3, 3, 0, 2, 2, 40});
            peer.awaitClose();
        };
        try (var server = ScriptedServer.playing(refusing);
                var world = world(server)) {
            AttemptRecord attempt =
                    world.carry("example.signed.test", "a@example.net").getFirst();

            assertThat(codes(attempt))
                    .containsExactly(
                            "policy.by-default",
                            "dns.mx-secure",
                            "dns.address-secure",
                            "demand.may",
                            "tls.handshake-failed",
                            "remedy.tls.handshake-failed");
            assertThat(text(attempt, Locale.ENGLISH))
                    .contains(
                            "(looked for: example.signed.test, .signed.test, .test)",
                            "no TLS version, cipher or key type that both sides accept. (TLS alert: handshake_failure)");
        }
    }

    @Test
    void hostsTriedBeforeAndKeptSessionsAreTold() throws Exception {
        try (var server = tls();
                var world = world(server, entry("example.signed.test", Level.ENCRYPT, ""))) {
            world.dns.add("example.signed.test", "MX", "5 gone.signed.test.");
            world.dns.add("gone.signed.test", "A", "127.0.0.2");
            AttemptRecord first =
                    world.carry("example.signed.test", "a@example.net").getFirst();
            assertThat(codes(first)).containsSequence("demand.encrypt", "tried.before", "session.tls");
            assertThat(text(first, Locale.ENGLISH))
                    .contains("Tried before: gone.signed.test [127.0.0.2]. The server at 127.0.0.2:");

            AttemptRecord second =
                    world.carry("example.signed.test", "b@example.net").getFirst();
            assertThat(codes(second)).containsSequence("demand.encrypt", "session.kept", "session.tls");
        }
    }

    @Test
    void plaintextAfterFailedTlsIsToldWithWhatFailed() throws Exception {
        var connections = new AtomicInteger();
        ScriptedServer.Script refusingTls = peer -> {
            if (connections.incrementAndGet() == 1) {
                peer.offerTls().bytes();
                peer.raw(new byte[] {0x15, 3, 3, 0, 2, 2, 40});
                peer.awaitClose();
            } else {
                peer.say("220 scripted ESMTP").serve("PIPELINING");
            }
        };
        try (var server = ScriptedServer.playing(refusingTls);
                var world = world(server)) {
            Instant longAgo = Clock.systemUTC().instant().minus(Duration.ofDays(2));
            AttemptRecord attempt =
                    world.carry(longAgo, "example.signed.test", "a@example.net").getFirst();

            assertThat(codes(attempt))
                    .containsSequence("demand.plaintext-fallback", "tried.before", "session.plaintext")
                    .endsWith("delivery.delivered");
            assertThat(text(attempt, Locale.GERMAN))
                    .contains("handshake_failure")
                    .doesNotContain("{", "null");
        }
    }
}
