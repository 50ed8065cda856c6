package dev.postseal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.SettableClock;
import dev.postseal.dns.TestDns;
import dev.postseal.enforcement.Authorities;
import dev.postseal.enforcement.Identity;
import dev.postseal.enforcement.OpenerFixture;
import dev.postseal.lookup.FollowedPolicies;
import dev.postseal.lookup.PolicyLookup;
import dev.postseal.mail.DomainName;
import dev.postseal.policy.Level;
import dev.postseal.policy.TlsPolicy;
import dev.postseal.smtp.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.ExtendedSSLSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two messages in a row for one destination: when the second one may go over the session of the first. */
@Timeout(60)
class SessionReuseTest {
    private static final Identity LAB = OpenerFixture.LAB;
    private static final Identity OTHER = Identity.authority("Other CA");
    private static final String MX = "mx.signed.test";
    private static final Identity SERVER = Identity.named("mx").dns(MX).issuedBy(LAB);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock(Instant.now());
    private final PolicyLookup policies = FollowedPolicies.current(TlsPolicy.of(Level.MAY));
    /** One for each handshake: the name in SNI, or nothing. */
    private final Queue<String> handshakes = new ConcurrentLinkedQueue<>();

    private ScriptedServer server;
    private CarrierFixture world;
    private Path anchors;

    @BeforeEach
    void start() throws Exception {
        anchors = trust("anchors.pem", LAB);
        server = serving(SERVER);
        var opener = OpenerFixture.opener(Authorities.ofFile(anchors, clock), PATIENCE);
        world = new CarrierFixture(directory, policies, CarrierFixture.settings(20, Map.of()), opener, clock);
        world.dns
                .add("example.signed.test", "MX", "10 " + MX + ".")
                .add("other.signed.test", "MX", "10 " + MX + ".")
                .add(MX, "A", "127.0.0.1");
    }

    @AfterEach
    void stop() throws Exception {
        world.close();
        server.close();
    }

    @Test
    void whileNothingChangesEveryMessageGoesOverTheSameSession() throws Exception {
        publish(SERVER);
        for (String policy : List.of("may", "encrypt", "verify", "secure match=" + MX, "dane", "dane-only")) {
            handshakes.clear();
            enter(policy);
            assertThat(send()).isEqualTo("delivered");
            assertThat(send()).isEqualTo("delivered");
            assertThat(send()).isEqualTo("delivered");
            assertHandshakes(1);
        }
    }

    @Test
    void aSessionProvenUnderEncryptIsNotTakenUnderSecure() {
        enter("encrypt");
        assertThat(send()).isEqualTo("delivered");
        enter("secure");
        assertThat(send()).isEqualTo("tls.name-mismatch");
        assertHandshakes(2);
        assertThat(messages()).isEqualTo(1);
    }

    @Test
    void aSessionIsNotTakenAfterItsEntryChanged() {
        enter("secure match=" + MX);
        assertThat(send()).isEqualTo("delivered");
        enter("secure match=nexthop");
        assertThat(send()).isEqualTo("tls.name-mismatch");
        enter("secure match=nexthop:" + MX);
        assertThat(send()).isEqualTo("delivered");
        enter("secure match=nexthop:" + MX + " connection_reuse=yes");
        assertThat(send()).isEqualTo("delivered");
        assertHandshakes(4);
        assertThat(messages()).isEqualTo(3);
    }

    @Test
    void aSessionIsNotTakenAfterTheServerNameOfItsEntryChanged() {
        enter("encrypt servername=one.example");
        assertThat(send()).isEqualTo("delivered");
        enter("encrypt servername=two.example");
        assertThat(send()).isEqualTo("delivered");
        assertThat(handshakes).containsExactly("one.example", "two.example");
    }

    @Test
    void aSessionIsNotTakenForAnotherNextHopWithTheSameMxHost() {
        enter("encrypt servername=nexthop");
        assertThat(send()).isEqualTo("delivered");
        String other = "other.signed.test:" + server.address().getPort();
        FollowedPolicies.enter(policies, other, Level.ENCRYPT, "servername=nexthop");
        assertThat(send(other)).isEqualTo("delivered");
        assertThat(handshakes).containsExactly("example.signed.test", "other.signed.test");
    }

    @Test
    void aSessionIsNotTakenAfterTheTlsaRecordsChanged() throws Exception {
        publish(SERVER);
        enter("dane");
        assertThat(send()).isEqualTo("delivered");
        publish(OTHER);
        refetch();
        assertThat(send()).isEqualTo("dane.mismatch");
        assertHandshakes(2);
        assertThat(messages()).isEqualTo(1);
    }

    @Test
    void aSessionOfAHostWithoutTlsaIsNotTakenOnceTlsaRecordsAppear() throws Exception {
        enter("dane");
        assertThat(send()).isEqualTo("delivered");
        publish(OTHER);
        refetch();
        assertThat(send()).isEqualTo("dane.mismatch");
        assertThat(messages()).isEqualTo(1);
    }

    @Test
    void aSessionIsNotTakenWhileItsTlsaRecordsCannotBeLookedUp() throws Exception {
        publish(SERVER);
        enter("dane");
        assertThat(send()).isEqualTo("delivered");
        world.dns.fault("_" + server.address().getPort() + "._tcp." + MX, "TLSA", TestDns.Fault.SERVFAIL);
        refetch();
        assertThat(send()).isEqualTo("dane.lookup-failed");
        assertThat(messages()).isEqualTo(1);
    }

    @Test
    void aSessionIsNotTakenAfterTheLifetimeOfTheDnsAnswersBehindIt() throws Exception {
        publish(SERVER);
        world.dns.remove(MX, "A").add(MX, 60, "A", "127.0.0.1");
        enter("dane");
        assertThat(send()).isEqualTo("delivered");
        clock.advance(Duration.ofSeconds(59));
        assertThat(send()).isEqualTo("delivered");
        assertHandshakes(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(send()).isEqualTo("delivered");
        assertHandshakes(2);
    }

    @Test
    void aSessionIsNotTakenAfterItsTrustFileChanged() throws Exception {
        Path file = trust("partner.pem", LAB);
        enter("secure match=" + MX + " tafile=" + file);
        assertThat(send()).isEqualTo("delivered");
        trust("partner.pem", OTHER);
        assertThat(send()).isEqualTo("tls.not-by-anchor-file");
        Files.delete(file);
        assertThat(send()).isEqualTo("tls.anchor-file");
        assertThat(messages()).isEqualTo(1);
        trust("partner.pem", LAB);
        assertThat(send()).isEqualTo("delivered");
        assertHandshakes(4);
    }

    @Test
    void aSessionIsNotTakenAfterTheDefaultTrustAnchorsChanged() throws Exception {
        enter("secure match=" + MX);
        assertThat(send()).isEqualTo("delivered");
        trust("anchors.pem", OTHER);
        assertThat(send()).isEqualTo("tls.unknown-issuer");
        Files.writeString(anchors, "half a file");
        assertThat(send()).isEqualTo("tls.anchor-file");
        assertThat(messages()).isEqualTo(1);
        trust("anchors.pem", LAB, OTHER);
        assertThat(send()).isEqualTo("delivered");
        assertHandshakes(4);
    }

    @Test
    void aSessionOfPinsOutlivesAChangeOfTrustAnchorsThatItDoesNotRestOn() throws Exception {
        enter("fingerprint match=" + sha256(SERVER.certificate().getEncoded()));
        assertThat(send()).isEqualTo("delivered");
        trust("anchors.pem", OTHER);
        assertThat(send()).isEqualTo("delivered");
        assertHandshakes(1);
    }

    @Test
    void aSessionIsUsedOnceWhereTheEntrySaysSo() throws Exception {
        publish(SERVER);
        String pin = "fingerprint match=" + sha256(SERVER.certificate().getEncoded());
        for (String policy : List.of("may", "encrypt", pin, "verify", "secure match=" + MX, "dane", "dane-only")) {
            handshakes.clear();
            enter(policy + " connection_reuse=no");
            assertThat(send()).isEqualTo("delivered");
            assertThat(server.awaitEnd()).isEqualTo("done");
            assertThat(server.heard()).last().isEqualTo("QUIT");
            assertThat(send()).isEqualTo("delivered");
            assertThat(server.awaitEnd()).isEqualTo("done");
            assertHandshakes(2);
        }
        enter("encrypt connection_reuse=yes");
        assertThat(send()).isEqualTo("delivered");
        assertThat(send()).isEqualTo("delivered");
        assertHandshakes(3);
    }

    @Test
    void aSessionInPlaintextAfterAFailedHandshakeIsNotTakenForAMessageThatHasNotWaited() throws Exception {
        try (var broken = ScriptedServer.playing(peer -> {
            peer.say("220 x").answer("250-x", "250 STARTTLS");
            String command = peer.hear();
            if ("STARTTLS".equals(command)) {
                peer.say("220 go");
                peer.bytes();
                return;
            }
            peer.say("250 ok").answer("250 ok").answer("354 go").message().say("250 ok");
            peer.serve();
        })) {
            String nextHop = "[127.0.0.1]:" + broken.address().getPort();
            Instant longAgo = Instant.now().minus(Duration.ofHours(1));
            assertThat(came(world.carry(longAgo, nextHop, "a@example.net"))).isEqualTo("delivered");
            assertThat(came(world.carry(clock.instant(), nextHop, "b@example.net")))
                    .isEqualTo("tls.connection-lost");
            assertThat(broken.heard().stream().filter("DATA"::equals)).hasSize(1);
        }
    }

    private ScriptedServer serving(Identity identity) throws IOException {
        return ScriptedServer.playing(peer -> {
            peer.offerTls();
            var context = identity.serverContext();
            peer.handshake(context, context.getDefaultSSLParameters());
            var names = ((ExtendedSSLSession) peer.tls()).getRequestedServerNames();
            handshakes.add(names.isEmpty() ? "" : new String(names.getFirst().getEncoded()));
            peer.serve("PIPELINING");
        });
    }

    private void enter(String policy) {
        String[] words = policy.split(" ", 2);
        FollowedPolicies.enter(
                policies, nextHop(), Level.find(words[0]).orElseThrow(), words.length > 1 ? words[1] : "");
    }

    private void publish(Identity identity) throws GeneralSecurityException {
        String owner = "_" + server.address().getPort() + "._tcp." + MX;
        String key = sha256(identity.certificate().getPublicKey().getEncoded());
        world.dns.remove(owner, "TLSA").add(owner, "TLSA", "3 1 1 " + key);
    }

    /** The cache has let go of the answers, as it does when it is full, and asks again. */
    private void refetch() {
        world.mailDns.forget(DomainName.parse(MX));
    }

    private String send() {
        return send(nextHop());
    }

    private String send(String nextHop) {
        return came(world.carry(clock.instant(), nextHop, "a@example.net"));
    }

    private static String came(List<AttemptRecord> attempts) {
        return switch (attempts.getFirst().outcome()) {
            case DeliveryOutcome.Delivered delivered -> "delivered";
            case DeliveryOutcome.Deferred deferred -> deferred.reason().code();
            case DeliveryOutcome.Bounced bounced ->
                "bounced " + bounced.reason().code();
        };
    }

    private String nextHop() {
        return "example.signed.test:" + server.address().getPort();
    }

    /** The server's thread may note a handshake a moment after ours has given its verdict on it. */
    private void assertHandshakes(int count) {
        QueueFixture.await(() -> handshakes.size() >= count);
        assertThat(handshakes).hasSize(count);
    }

    private long messages() {
        return server.heard().stream().filter("DATA"::equals).count();
    }

    private Path trust(String name, Identity... authorities) throws Exception {
        var pem = new StringBuilder();
        for (Identity authority : authorities) {
            pem.append("-----BEGIN CERTIFICATE-----\n")
                    .append(Base64.getMimeEncoder()
                            .encodeToString(authority.certificate().getEncoded()))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return Files.writeString(directory.resolve(name), pem);
    }

    private static String sha256(byte[] data) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
    }
}
