package dev.postseal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.enforcement.Identity;
import dev.postseal.enforcement.OpenerFixture;
import dev.postseal.policy.Level;
import dev.postseal.policy.TlsPolicy;
import dev.postseal.smtp.ScriptedServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers, and whoever stands in front of them, that attack a message for which TLS is mandatory. Each ends with a reason
 * in bounded time and memory, and nothing of the message is seen in the clear ({@link HostileServer} looks at every byte).
 */
@Timeout(60)
class StartTlsAttackTest {
    private static final Identity SERVER =
            Identity.named("mx").dns("mx.example").issuedBy(OpenerFixture.LAB);
    private static final Duration QUICK = Duration.ofMillis(1500);
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final Duration DRIP = Duration.ofMillis(40);

    @TempDir
    Path directory;

    @Test
    void anHonestServerIsDeliveredToAndTheWireSeesNothing() throws Exception {
        assertThat(patiently(peer -> handshake(peer.offerTls()).serve("PIPELINING")))
                .isEqualTo("delivered");
    }

    @Test
    void strippedStartTlsDefers() throws Exception {
        assertThat(patiently(peer -> peer.say("220 x").serve("8BITMIME"))).isEqualTo("deferred 4.7.4 tls.not-offered");
    }

    @Test
    void maskedStartTlsDefers() throws Exception {
        assertThat(patiently(peer -> peer.say("220 x").serve("XXXXXXXA"))).isEqualTo("deferred 4.7.4 tls.not-offered");
    }

    @Test
    void refusedEhloDefers() throws Exception {
        assertThat(patiently(peer -> peer.say("220 x").answer("502 what?").serve()))
                .isEqualTo("deferred 4.7.4 tls.not-offered");
    }

    @Test
    void refusedStartTlsDefersOrBouncesAsTheReplySays() throws Exception {
        assertThat(patiently(peer -> upToStartTls(peer).answer("454 not now").serve()))
                .isEqualTo("deferred 4.7.0 tls.refused");
        assertThat(patiently(peer -> upToStartTls(peer).answer("554 never").serve()))
                .isEqualTo("bounced 5.7.0 tls.refused");
    }

    @Test
    void dataInjectedBehindThe220InOnePieceEndsTheSession() throws Exception {
        assertThat(patiently(peer -> upToStartTls(peer)
                        .answer("220 go", "250-injected", "250 PIPELINING")
                        .awaitClose()))
                .isEqualTo("deferred 4.7.5 tls.injection");
    }

    @Test
    void dataInjectedBehindThe220InAPieceOfItsOwnEndsTheSession() throws Exception {
        assertThat(patiently(peer -> {
                    peer.offerTls().bytes();
                    handshake(peer.say("250 injected"));
                }))
                .isEqualTo("deferred 4.7.5 tls.handshake-failed");
    }

    @Test
    void dataInTheClearBehindTheHandshakeIsNotTheAnswerToEhlo() throws Exception {
        assertThat(patiently(peer -> handshake(peer.offerTls())
                        .rawOnTheWire("250 x\r\n".getBytes(StandardCharsets.US_ASCII))
                        .serve()))
                .isEqualTo("deferred 4.4.2 smtp.connection-lost");
    }

    @Test
    void whatWasAnnouncedBeforeTheHandshakeIsForgottenAfterIt() throws Exception {
        try (var server = ScriptedServer.playing(peer -> {
                    peer.say("220 x").answer("250-x", "250-SIZE 1", "250-8BITMIME", "250 STARTTLS");
                    handshake(peer.answer("220 go")).answer("250 x").serve();
                });
                var world = new CarrierFixture(
                        directory,
                        dev.postseal.lookup.FollowedPolicies.current(TlsPolicy.of(Level.ENCRYPT)),
                        CarrierFixture.settings(20, java.util.Map.of()))) {
            var attempt = world.carry("[127.0.0.1]:" + server.address().getPort(), "a@example.net");
            assertThat(attempt.getFirst().outcome()).isInstanceOf(DeliveryOutcome.Delivered.class);
            assertThat(server.heard()).contains("MAIL FROM:<s@example.org>");
        }
    }

    @Test
    void binaryNoiseIsNoReply() throws Exception {
        byte[] noise = noise(5000);
        noise[100] = '\n';
        String refused = "deferred 4.5.0 smtp.no-reply-code";
        assertThat(quickly(peer -> peer.raw(noise))).isEqualTo(refused);
        assertThat(quickly(peer -> afterEhlo(peer).raw(noise))).isEqualTo(refused);
        assertThat(quickly(peer -> afterStartTls(peer).raw(noise))).isEqualTo(refused);
    }

    @Test
    void overlongRepliesEndTheSession() throws Exception {
        String line = "250-" + "x".repeat(1_000_000);
        String refused = "deferred 4.5.0 smtp.line-too-long";
        assertThat(quickly(peer -> peer.say(line))).isEqualTo(refused);
        assertThat(quickly(peer -> afterEhlo(peer).say(line))).isEqualTo(refused);
        assertThat(quickly(peer -> afterStartTls(peer).say(line))).isEqualTo(refused);
    }

    @Test
    void endlessRepliesEndTheSession() throws Exception {
        String refused = "deferred 4.5.0 smtp.too-many-lines";
        assertThat(quickly(peer -> forEver(peer, "220-and so on\r\n"))).isEqualTo(refused);
        assertThat(quickly(peer -> forEver(afterEhlo(peer), "250-AND-SO-ON\r\n")))
                .isEqualTo(refused);
        assertThat(quickly(peer -> forEver(afterStartTls(peer), "220-and so on\r\n")))
                .isEqualTo(refused);
    }

    @Test
    void dribblingRepliesEndInTime() throws Exception {
        String late = "deferred 4.4.2 smtp.timeout";
        assertThat(quickly(peer -> peer.dribble('2', DRIP))).isEqualTo(late);
        assertThat(quickly(peer -> afterEhlo(peer).dribble('2', DRIP))).isEqualTo(late);
        assertThat(quickly(peer -> afterStartTls(peer).dribble('2', DRIP))).isEqualTo(late);
    }

    @Test
    void silenceAtEveryStageEndsInTime() throws Exception {
        assertThat(quickly(ScriptedServer.Peer::awaitClose)).isEqualTo("deferred 4.4.2 smtp.timeout");
        assertThat(quickly(peer -> afterEhlo(peer).awaitClose())).isEqualTo("deferred 4.4.2 smtp.timeout");
        assertThat(quickly(peer -> afterStartTls(peer).awaitClose())).isEqualTo("deferred 4.4.2 smtp.timeout");
        assertThat(quickly(peer -> peer.offerTls().awaitClose())).isEqualTo("deferred 4.7.5 tls.timeout");
        assertThat(quickly(peer -> handshake(peer.offerTls()).awaitClose())).isEqualTo("deferred 4.4.2 smtp.timeout");
    }

    @Test
    void aHandshakeThatDribblesEndsInTime() throws Exception {
        assertThat(quickly(peer -> handshake(peer.offerTls().slowDown(DRIP)))).isEqualTo("deferred 4.7.5 tls.timeout");
    }

    @Test
    void aHandshakeCutInTheMiddleDefers() throws Exception {
        for (int bytes : new int[] {1, 5, 40, 600}) {
            assertThat(patiently(peer -> handshake(peer.offerTls().cutAfter(bytes))))
                    .as("after %d bytes", bytes)
                    .isEqualTo("deferred 4.7.5 tls.connection-lost");
        }
    }

    @Test
    void binaryNoiseIsNoServerHello() throws Exception {
        assertThat(patiently(peer -> afterClientHello(peer).raw(noise(100_000))))
                .isEqualTo(brokenHandshake());
        assertThat(patiently(peer -> afterClientHello(peer).raw(record(22, noise(16_000)))))
                .isEqualTo(brokenHandshake());
        assertThat(patiently(peer -> afterClientHello(peer).raw(record(23, noise(16_000)))))
                .isEqualTo(brokenHandshake());
    }

    @Test
    void handshakesWithoutEndAreEnded() throws Exception {
        byte[] serverHelloOf16Megabytes = record(22, new byte[] {2, -1, -1, -1, 3, 3});
        assertThat(patiently(peer -> {
                    afterClientHello(peer).raw(serverHelloOf16Megabytes);
                    forEver(peer, record(22, noise(16_000)));
                }))
                .isEqualTo(brokenHandshake());
        assertThat(patiently(peer -> forEver(afterClientHello(peer), record(22, new byte[0]))))
                .isEqualTo(brokenHandshake());
        assertThat(patiently(peer -> forEver(afterClientHello(peer), record(20, new byte[] {1}))))
                .isEqualTo(brokenHandshake());
    }

    @Test
    void alertsEndTheHandshake() throws Exception {
        byte[] handshakeFailure = record(21, new byte[] {2, 40});
        byte[] closeNotify = record(21, new byte[] {1, 0});
        byte[] unknownName = record(21, new byte[] {1, 112});
        assertThat(patiently(peer -> afterClientHello(peer).raw(handshakeFailure)))
                .isEqualTo(brokenHandshake());
        assertThat(patiently(peer -> afterClientHello(peer).raw(closeNotify))).isEqualTo(brokenHandshake());
        assertThat(patiently(peer -> forEver(afterClientHello(peer), unknownName)))
                .isEqualTo(brokenHandshake());
    }

    @Test
    void renegotiationEndsTheSession() throws Exception {
        assertThat(patiently(peer -> {
                    var context = SERVER.serverContext();
                    var parameters = context.getDefaultSSLParameters();
                    parameters.setProtocols(new String[] {"TLSv1.2"});
                    peer.offerTls().handshake(context, parameters);
                    peer.answer("250 x").hear();
                    peer.renegotiate().say("250 ok").serve();
                }))
                .isEqualTo("deferred 4.4.2 smtp.connection-lost");
    }

    private static String brokenHandshake() {
        return "deferred 4.7.5 tls.handshake-failed";
    }

    /** With little time for each step: for servers that take it all. */
    private String quickly(ScriptedServer.Script script) throws Exception {
        return new HostileServer(directory, TlsPolicy.of(Level.ENCRYPT), QUICK).playing(script);
    }

    /** With so much time that it is something else that ends the session, on a busy machine as well. */
    private String patiently(ScriptedServer.Script script) throws Exception {
        return new HostileServer(directory, TlsPolicy.of(Level.ENCRYPT), PATIENT).playing(script);
    }

    private static ScriptedServer.Peer afterEhlo(ScriptedServer.Peer peer) throws Exception {
        peer.say("220 x").hear();
        return peer;
    }

    private static ScriptedServer.Peer upToStartTls(ScriptedServer.Peer peer) throws Exception {
        return peer.say("220 x").answer("250-x", "250 STARTTLS");
    }

    private static ScriptedServer.Peer afterStartTls(ScriptedServer.Peer peer) throws Exception {
        upToStartTls(peer).hear();
        return peer;
    }

    private static ScriptedServer.Peer afterClientHello(ScriptedServer.Peer peer) throws Exception {
        peer.offerTls().bytes();
        return peer;
    }

    private static ScriptedServer.Peer handshake(ScriptedServer.Peer peer) throws Exception {
        var context = SERVER.serverContext();
        return peer.handshake(context, context.getDefaultSSLParameters());
    }

    private static void forEver(ScriptedServer.Peer peer, String text) throws Exception {
        forEver(peer, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void forEver(ScriptedServer.Peer peer, byte[] bytes) throws Exception {
        while (true) {
            peer.raw(bytes);
        }
    }

    private static byte[] record(int type, byte[] content) {
        var record = new byte[5 + content.length];
        record[0] = (byte) type;
        record[1] = 3;
        record[2] = 3;
        record[3] = (byte) (content.length >> 8);
        record[4] = (byte) content.length;
        System.arraycopy(content, 0, record, 5, content.length);
        return record;
    }

    /** The same in every run; neither a reply nor a TLS record. */
    private static byte[] noise(int length) {
        var noise = new byte[length];
        new Random(20261122).nextBytes(noise);
        noise[0] = (byte) 0xfe;
        return noise;
    }
}
