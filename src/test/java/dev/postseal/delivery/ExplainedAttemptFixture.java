package dev.postseal.delivery;

import static java.util.Objects.requireNonNull;

import dev.postseal.dns.TestDns;
import dev.postseal.enforcement.Identity;
import dev.postseal.enforcement.OpenerFixture;
import dev.postseal.explanation.AttemptExplanation;
import dev.postseal.explanation.BundleTexts;
import dev.postseal.explanation.Sentence;
import dev.postseal.lookup.FollowedPolicies;
import dev.postseal.policy.Level;
import dev.postseal.policy.LiveEntry;
import dev.postseal.policy.TlsPolicy;
import dev.postseal.smtp.ScriptedServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.io.TempDir;

/** One attempt against a scripted server, and what is told of it. */
abstract class ExplainedAttemptFixture {
    static final Identity SERVER =
            Identity.named("mx.signed.test").dns("mx.signed.test").issuedBy(OpenerFixture.LAB);

    @TempDir
    Path directory;

    AttemptRecord signed(LiveEntry entry) throws Exception {
        return attempt(entry, "example.signed.test");
    }

    AttemptRecord signed(LiveEntry entry, String host, String type, String data) throws Exception {
        try (var server = tls();
                var world = world(server, entry)) {
            world.dns.add("_" + port(server) + "._tcp." + host, type, data);
            return world.carry("example.signed.test", "a@example.net").getFirst();
        }
    }

    AttemptRecord attempt(LiveEntry entry, String nextHop) throws Exception {
        try (var server = tls();
                var world = world(server, entry)) {
            return world.carry(nextHop, "a@example.net").getFirst();
        }
    }

    static ScriptedServer tls() throws Exception {
        return ScriptedServer.playing(peer -> peer.offerTls()
                .handshake(SERVER.serverContext(), new SSLParameters())
                .serve("PIPELINING"));
    }

    /** Two domains, one of them signed, with the same signed mail server. */
    CarrierFixture world(ScriptedServer server, LiveEntry... entries) throws Exception {
        var policies = FollowedPolicies.with(TlsPolicy.of(Level.MAY), entries);
        var world = new CarrierFixture(directory, policies, settings(port(server)));
        TestDns dns = world.dns;
        dns.add("example.signed.test", "MX", "10 mx.signed.test.");
        dns.add("example.insecure.test", "MX", "10 mx.signed.test.");
        dns.add("mx.signed.test", "A", "127.0.0.1");
        return world;
    }

    static DeliverySettings settings(int port) {
        var second = Duration.ofSeconds(5);
        var day = Duration.ofDays(1);
        return new DeliverySettings(
                true, port, "mail.postseal.test", null, Map.of(), day, day, day, 20, 20, second, second, second);
    }

    static LiveEntry entry(String target, Level level, String parameters) {
        return new LiveEntry(1, target, level, parameters, null, 1);
    }

    static TlsRecord.Peer peer(AttemptRecord attempt) {
        return requireNonNull(requireNonNull(attempt.tls()).peer());
    }

    static int port(ScriptedServer server) {
        return server.address().getPort();
    }

    static List<String> codes(AttemptRecord attempt) {
        return AttemptExplanation.of(attempt, BundleTexts.in(Locale.ENGLISH)).stream()
                .map(Sentence::code)
                .toList();
    }

    static String text(AttemptRecord attempt, Locale language) {
        return AttemptExplanation.of(attempt, BundleTexts.in(language)).stream()
                .map(Sentence::text)
                .collect(Collectors.joining("\n"));
    }
}
