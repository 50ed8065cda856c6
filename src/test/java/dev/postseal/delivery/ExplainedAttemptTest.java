package dev.postseal.delivery;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an attempt tells of itself, over a DNS with signed zones and real TLS servers. */
class ExplainedAttemptTest {
    private static final Identity SERVER =
            Identity.named("mx.signed.test").dns("mx.signed.test").issuedBy(OpenerFixture.LAB);
    private static final String WRONG_RECORD = "3 1 1 " + "0".repeat(64);

    @TempDir
    Path directory;

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
    void daneThatProvesNothingTellsTheRecordsAndTheFingerprints() throws Exception {
        AttemptRecord attempt =
                signed(entry("example.signed.test", Level.DANE, ""), "mx.signed.test", "TLSA", WRONG_RECORD);

        assertThat(codes(attempt))
                .containsExactly(
                        "policy.by-entry",
                        "dns.mx-secure",
                        "dns.address-secure",
                        "dane.tlsa-found",
                        "demand.tlsa",
                        "session.tls-with-name",
                        "session.certificate",
                        "dane.mismatch",
                        "remedy.dane.mismatch");
        String key = peer(attempt).spkiSha256();
        assertThat(text(attempt, Locale.ENGLISH))
                .contains(
                        "mx.signed.test publishes 1 TLSA record(s), signed with DNSSEC and valid; 1 can be used.",
                        "(3 1 1 0000000000000000…)",
                        "“3 1 1 " + key + "” fits it");
        assertThat(text(attempt, Locale.GERMAN)).contains("(„3 1 1 " + key + "“ passt)");
    }

    @Test
    void daneWithoutRecordsSaysThatItActsAsMay() throws Exception {
        AttemptRecord attempt = signed(entry("example.signed.test", Level.DANE, ""));

        assertThat(requireNonNull(attempt.policy()).effectiveLevel()).isEqualTo(Level.MAY);
        assertThat(codes(attempt))
                .containsSequence("dane.no-tlsa", "dane.as-may", "demand.may")
                .endsWith("session.trusted", "delivery.delivered")
                .noneMatch(code -> code.startsWith("remedy."));
    }

    @Test
    void daneWithUnusableRecordsSaysThatItActsAsEncrypt() throws Exception {
        AttemptRecord attempt = signed(
                entry("example.signed.test", Level.DANE, ""), "mx.signed.test", "TLSA", "1 1 1 " + "0".repeat(64));

        assertThat(codes(attempt)).containsSequence("dane.unusable", "dane.as-encrypt", "demand.encrypt");
    }

    @Test
    void forgedRecordsAreToldWithWhatTheCheckSaid() throws Exception {
        try (var server = tls();
                var world = world(server, entry("example.signed.test", Level.DANE, ""))) {
            world.dns.add("_" + port(server) + "._tcp.mx.signed.test", "TLSA", WRONG_RECORD);
            world.dns.corrupt("_" + port(server) + "._tcp.mx.signed.test", "TLSA");
            AttemptRecord attempt =
                    world.carry("example.signed.test", "a@example.net").getFirst();

            assertThat(codes(attempt))
                    .containsExactly(
                            "policy.by-entry",
                            "dns.mx-secure",
                            "dns.address-secure",
                            "dns.bogus",
                            "dane.bogus",
                            "remedy.dane.bogus");
            assertThat(server.heard()).isEmpty();
        }
    }

    @Test
    void daneOnlySaysWhichPartOfTheWayIsNotSigned() throws Exception {
        AttemptRecord unsigned = attempt(entry("example.insecure.test", Level.DANE_ONLY, ""), "example.insecure.test");
        assertThat(codes(unsigned))
                .containsExactly(
                        "policy.by-entry",
                        "dns.mx-insecure",
                        "dns.address-secure",
                        "dane.insecure-mx",
                        "remedy.dane.insecure-mx");
        assertThat(text(unsigned, Locale.ENGLISH)).contains("Sign the zone of example.insecure.test with DNSSEC");

        AttemptRecord unpublished = signed(entry("example.signed.test", Level.DANE_ONLY, ""));
        assertThat(codes(unpublished)).endsWith("dane.no-tlsa", "remedy.dane.no-tlsa");
        assertThat(text(unpublished, Locale.GERMAN)).contains("mx.signed.test veröffentlicht keine TLSA-Einträge.");
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
    void anAuthorityInDnsIsToldWithTheNamesThatCount() throws Exception {
        String authority = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(OpenerFixture.LAB.certificate().getEncoded()));
        AttemptRecord attempt = signed(
                entry("example.signed.test", Level.DANE_ONLY, ""), "mx.signed.test", "TLSA", "2 0 1 " + authority);

        assertThat(codes(attempt))
                .containsSequence("dane.tlsa-found", "demand.tlsa-authority")
                .endsWith("session.verified", "delivery.delivered");
    }

    @Test
    void anAliasIsToldWithTheNameThatItsRecordsAreFoundAt() throws Exception {
        try (var server = tls();
                var world = world(server, entry("alias.signed.test", Level.DANE_ONLY, ""))) {
            world.dns.add("alias.signed.test", "MX", "10 www.signed.test.");
            world.dns.add("www.signed.test", "CNAME", "mx.signed.test.");
            world.dns.add("_" + port(server) + "._tcp.mx.signed.test", "TLSA", WRONG_RECORD);
            AttemptRecord attempt =
                    world.carry("alias.signed.test", "a@example.net").getFirst();

            assertThat(codes(attempt)).containsSequence("dns.mx-secure", "dns.alias-secure", "dane.tlsa-found");
            assertThat(text(attempt, Locale.ENGLISH))
                    .contains(
                            "www.signed.test is an alias (CNAME) of mx.signed.test, with the address 127.0.0.1",
                            "mx.signed.test publishes 1 TLSA record(s)");
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

    private AttemptRecord signed(LiveEntry entry) throws Exception {
        return attempt(entry, "example.signed.test");
    }

    private AttemptRecord signed(LiveEntry entry, String host, String type, String data) throws Exception {
        try (var server = tls();
                var world = world(server, entry)) {
            world.dns.add("_" + port(server) + "._tcp." + host, type, data);
            return world.carry("example.signed.test", "a@example.net").getFirst();
        }
    }

    private AttemptRecord attempt(LiveEntry entry, String nextHop) throws Exception {
        try (var server = tls();
                var world = world(server, entry)) {
            return world.carry(nextHop, "a@example.net").getFirst();
        }
    }

    private static ScriptedServer tls() throws Exception {
        return ScriptedServer.playing(peer -> peer.offerTls()
                .handshake(SERVER.serverContext(), new SSLParameters())
                .serve("PIPELINING"));
    }

    /** Two domains, one of them signed, with the same signed mail server. */
    private CarrierFixture world(ScriptedServer server, LiveEntry... entries) throws Exception {
        var policies = FollowedPolicies.with(TlsPolicy.of(Level.MAY), entries);
        var world = new CarrierFixture(directory, policies, settings(port(server)));
        TestDns dns = world.dns;
        dns.add("example.signed.test", "MX", "10 mx.signed.test.");
        dns.add("example.insecure.test", "MX", "10 mx.signed.test.");
        dns.add("mx.signed.test", "A", "127.0.0.1");
        return world;
    }

    private static DeliverySettings settings(int port) {
        var second = Duration.ofSeconds(5);
        var day = Duration.ofDays(1);
        return new DeliverySettings(
                true, port, "mail.postseal.test", null, Map.of(), day, day, day, 20, 20, second, second, second);
    }

    private static LiveEntry entry(String target, Level level, String parameters) {
        return new LiveEntry(1, target, level, parameters, null, 1);
    }

    private static TlsRecord.Peer peer(AttemptRecord attempt) {
        return requireNonNull(requireNonNull(attempt.tls()).peer());
    }

    private static int port(ScriptedServer server) {
        return server.address().getPort();
    }

    private static List<String> codes(AttemptRecord attempt) {
        return AttemptExplanation.of(attempt, BundleTexts.in(Locale.ENGLISH)).stream()
                .map(Sentence::code)
                .toList();
    }

    private static String text(AttemptRecord attempt, Locale language) {
        return AttemptExplanation.of(attempt, BundleTexts.in(language)).stream()
                .map(Sentence::text)
                .collect(Collectors.joining("\n"));
    }
}
