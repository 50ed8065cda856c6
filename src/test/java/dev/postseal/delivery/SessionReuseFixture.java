package dev.postseal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.SettableClock;
import dev.postseal.enforcement.Authorities;
import dev.postseal.enforcement.Identity;
import dev.postseal.enforcement.OpenerFixture;
import dev.postseal.lookup.FollowedPolicies;
import dev.postseal.lookup.PolicyLookup;
import dev.postseal.policy.Level;
import dev.postseal.policy.TlsPolicy;
import dev.postseal.smtp.ScriptedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One destination with a signed server, and how many handshakes its mail took. */
@Timeout(60)
abstract class SessionReuseFixture {
    static final Identity LAB = OpenerFixture.LAB;
    static final String MX = "mx.signed.test";
    static final Identity SERVER = Identity.named("mx").dns(MX).issuedBy(LAB);
    static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    final SettableClock clock = new SettableClock(Instant.now());
    final PolicyLookup policies = FollowedPolicies.current(TlsPolicy.of(Level.MAY));

    /** One for each handshake: the name in SNI, or nothing. */
    final Queue<String> handshakes = new ConcurrentLinkedQueue<>();

    ScriptedServer server;
    CarrierFixture world;
    Path anchors;

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

    ScriptedServer serving(Identity identity) throws IOException {
        return ScriptedServer.playing(peer -> {
            peer.offerTls();
            var context = identity.serverContext();
            peer.handshake(context, context.getDefaultSSLParameters());
            var names = ((ExtendedSSLSession) peer.tls()).getRequestedServerNames();
            handshakes.add(names.isEmpty() ? "" : new String(names.getFirst().getEncoded(), StandardCharsets.US_ASCII));
            peer.serve("PIPELINING");
        });
    }

    void enter(String policy) {
        String[] words = policy.split(" ", 2);
        FollowedPolicies.enter(
                policies, nextHop(), Level.find(words[0]).orElseThrow(), words.length > 1 ? words[1] : "");
    }

    void publish(Identity identity) throws GeneralSecurityException {
        String owner = "_" + server.address().getPort() + "._tcp." + MX;
        String key = sha256(identity.certificate().getPublicKey().getEncoded());
        world.dns.remove(owner, "TLSA").add(owner, "TLSA", "3 1 1 " + key);
    }

    String send() {
        return send(nextHop());
    }

    String send(String nextHop) {
        return came(world.carry(clock.instant(), nextHop, "a@example.net"));
    }

    static String came(List<AttemptRecord> attempts) {
        return switch (attempts.getFirst().outcome()) {
            case DeliveryOutcome.Delivered delivered -> "delivered";
            case DeliveryOutcome.Deferred deferred -> deferred.reason().code();
            case DeliveryOutcome.Bounced bounced ->
                "bounced " + bounced.reason().code();
        };
    }

    String nextHop() {
        return "example.signed.test:" + server.address().getPort();
    }

    /** The server's thread may note a handshake a moment after ours has given its verdict on it. */
    void assertHandshakes(int count) {
        QueueFixture.await(() -> handshakes.size() >= count);
        assertThat(handshakes).hasSize(count);
    }

    long messages() {
        return server.heard().stream().filter("DATA"::equals).count();
    }

    Path trust(String name, Identity... authorities) throws Exception {
        var pem = new StringBuilder();
        for (Identity authority : authorities) {
            pem.append("-----BEGIN CERTIFICATE-----\n")
                    .append(Base64.getMimeEncoder()
                            .encodeToString(authority.certificate().getEncoded()))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return Files.writeString(directory.resolve(name), pem);
    }

    static String sha256(byte[] data) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
    }
}
