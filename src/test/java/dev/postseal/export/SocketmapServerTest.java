package dev.postseal.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postseal.SettableClock;
import dev.postseal.lookup.FollowedPolicies;
import dev.postseal.lookup.PolicyLookup;
import dev.postseal.policy.Level;
import dev.postseal.policy.LiveEntry;
import dev.postseal.policy.PolicyGrammar;
import dev.postseal.policy.TlsPolicy;
import dev.postseal.policy.TrustAnchorFiles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketmapServerTest {
    private static final TlsPolicy MAY = TlsPolicy.of(Level.MAY);

    private final PolicyLookup policies =
            FollowedPolicies.with(MAY, new LiveEntry(1, "example.com", Level.ENCRYPT, "", null, 0));
    private final SocketmapFixture fixture = new SocketmapFixture(policies);

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void answersAnyNumberOfRequestsOnOneConnection() throws Exception {
        try (var client = client()) {
            for (int i = 0; i < 1_000; i++) {
                assertThat(client.ask("example.com")).isEqualTo("OK encrypt");
                assertThat(client.ask("x" + i + ".example")).isEqualTo("NOTFOUND ");
            }
        }
    }

    @Test
    void thousandsOfRequestsInOneGoAreAllAnswered() throws Exception {
        try (var client = client()) {
            String requests = SocketmapTalk.netstring("policy example.com").repeat(20_000);
            Thread sender = Thread.ofPlatform().daemon().start(() -> {
                try {
                    client.send(requests).finish();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(client.rest()).isEqualTo("10:OK encrypt,".repeat(20_000));
            sender.join();
        }
    }

    @Test
    void theLongestRequestIsServedAndAByteMoreIsNot() throws Exception {
        String key = "x".repeat(10_000 - "policy ".length());
        try (var client = client()) {
            assertThat(client.ask(key)).isEqualTo("NOTFOUND ");
            assertThat(client.ask("example.com")).isEqualTo("OK encrypt");
            client.send(SocketmapTalk.netstring("policy " + key + "x"));
            assertThat(client.rest()).isEqualTo("38:PERM requests have at most 10000 bytes,");
        }
    }

    @Test
    void aPolicyOfAnyLengthIsSentWhole() throws Exception {
        FollowedPolicies.enter(policies, "long.example", Level.SECURE, "match=" + "m.example:".repeat(5_000) + "n");
        try (var client = client()) {
            assertThat(client.ask("long.example")).hasSize("OK secure match=".length() + 50_001);
            assertThat(client.ask("example.com")).isEqualTo("NOTFOUND ");
        }
    }

    @Test
    void garbageEndsItsOwnConnectionOnly() throws Exception {
        try (var good = client();
                var bad = client()) {
            assertThat(good.ask("example.com")).isEqualTo("OK encrypt");
            bad.send("EHLO client\r\n");
            assertThat(bad.rest()).isEmpty();
            assertThat(good.ask("example.com")).isEqualTo("OK encrypt");
        }
        assertThat(fixture.use.brokenConnections()).isEqualTo(1);
    }

    @Test
    void halfARequestEndsAtItsDeadlineHoweverOftenAByteComes() throws Exception {
        try (var idle = client();
                var slow = client()) {
            assertThat(idle.ask("example.com")).isEqualTo("OK encrypt");
            // The answer shows that the half request behind it has been seen.
            slow.send(SocketmapTalk.netstring("policy example.com") + "18:pol");
            assertThat(slow.answer()).isEqualTo("OK encrypt");
            fixture.clock.advance(SocketmapFixture.REQUEST_TIMEOUT.dividedBy(2));
            slow.send("i");
            fixture.clock.advance(SocketmapFixture.REQUEST_TIMEOUT.dividedBy(2));
            assertThat(slow.rest()).isEmpty();
            assertThat(idle.ask("example.com")).isEqualTo("OK encrypt");
        }
    }

    @Test
    void whoeverNeverTakesTheAnswersIsLetGo() throws Exception {
        FollowedPolicies.enter(policies, "long.example", Level.SECURE, "match=" + "m.example:".repeat(100_000) + "n");
        try (var greedy = client()) {
            greedy.send(SocketmapTalk.netstring("policy long.example").repeat(50));
            SocketmapFixture.await(() -> fixture.use.requests().found() > 0);
            SocketmapFixture.await(() -> {
                fixture.clock.advance(Duration.ofSeconds(1));
                return fixture.server.connections() == 0;
            });
        }
    }

    @Test
    void anIdleConnectionIsKeptForLong() throws Exception {
        try (var client = client();
                var witness = client()) {
            assertThat(client.ask("example.com")).isEqualTo("OK encrypt");
            witness.send(SocketmapTalk.netstring("policy example.com") + "18:pol");
            assertThat(witness.answer()).isEqualTo("OK encrypt");
            fixture.clock.advance(SocketmapFixture.IDLE_TIMEOUT.minusSeconds(1));
            // That this one is let go shows that deadlines have been looked at.
            assertThat(witness.rest()).isEmpty();
            assertThat(client.ask("example.com")).isEqualTo("OK encrypt");
            fixture.clock.advance(SocketmapFixture.IDLE_TIMEOUT.plusSeconds(1));
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void thereAreOnlySoManyConnections() throws Exception {
        List<SocketmapTalk> clients = new ArrayList<>();
        for (int i = 0; i < SocketmapFixture.MAX_CONNECTIONS; i++) {
            clients.add(client());
            assertThat(clients.get(i).ask("example.com")).isEqualTo("OK encrypt");
        }
        try (var oneTooMany = client()) {
            assertThat(oneTooMany.rest()).isEmpty();
        }
        assertThat(fixture.use.connectionsTurnedAway()).isEqualTo(1);
        clients.getFirst().close();
        SocketmapFixture.await(() -> fixture.server.connections() < SocketmapFixture.MAX_CONNECTIONS);
        try (var next = client()) {
            SocketmapFixture.await(() -> answers(next));
        } finally {
            for (SocketmapTalk client : clients) {
                client.close();
            }
        }
    }

    @Test
    void beforeTheFirstTableMailHasToWait() throws Exception {
        var unread = new PolicyLookup(new PolicyGrammar(TrustAnchorFiles.unchecked()), MAY, new SettableClock());
        try (var unloaded = new SocketmapFixture(unread);
                var client = new SocketmapTalk(unloaded.address())) {
            assertThat(client.ask("example.com")).isEqualTo("TEMP policies have not been read yet");
        }
    }

    @Test
    void aChangeIsVisibleToTheNextRequest() throws Exception {
        try (var client = client()) {
            assertThat(client.ask("example.com")).isEqualTo("OK encrypt");
            FollowedPolicies.enter(policies, "example.com", Level.SECURE, "match=nexthop");
            assertThat(client.ask("example.com")).isEqualTo("OK secure match=nexthop");
        }
    }

    @Test
    void stoppingAnswersWhatWasAskedAndEndsAtOnce() throws Exception {
        try (var client = client()) {
            assertThat(client.ask("example.com")).isEqualTo("OK encrypt");
            fixture.server.stop();
            assertThat(client.rest()).isEmpty();
            assertThat(fixture.server.connections()).isZero();
        }
    }

    @Test
    void servesAUnixSocketThatThePostfixUserMayConnectTo() throws Exception {
        Path path = directory.resolve("socketmap");
        try (var unix = new SocketmapFixture(policies, 4096, "unix:" + path)) {
            try (var client = new SocketmapTalk(unix.address())) {
                assertThat(client.ask("example.com")).isEqualTo("OK encrypt");
            }
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-rw-rw-");
            assertThat(unix.use.lastRequest()).get().extracting("peer").isEqualTo("unix:" + path);
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void aSocketLeftBehindIsReplaced() throws Exception {
        Path path = directory.resolve("socketmap");
        ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(path))
                .close();
        assertThat(path).exists();

        try (var unix = new SocketmapFixture(policies, 4096, "unix:" + path);
                var client = new SocketmapTalk(unix.address())) {
            assertThat(client.ask("example.com")).isEqualTo("OK encrypt");
        }
    }

    @Test
    void aSocketInUseIsLeftAlone() throws Exception {
        Path path = directory.resolve("socketmap");
        try (var first = new SocketmapFixture(policies, 4096, "unix:" + path)) {
            assertThatThrownBy(() -> new SocketmapFixture(policies, 4096, "unix:" + path))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("postseal.socketmap.listen=unix:" + path
                            + ": cannot listen there: Address already in use; stop what listens there, or set another"
                            + " address");
            try (var client = new SocketmapTalk(first.address())) {
                assertThat(client.ask("example.com")).isEqualTo("OK encrypt");
            }
        }
    }

    @Test
    void aFileThatIsNoSocketIsLeftAlone() throws Exception {
        Path path = Files.writeString(directory.resolve("precious"), "data");
        assertThatThrownBy(() -> new SocketmapFixture(policies, 4096, "unix:" + path))
                .hasMessageContaining("this is a file, not a socket");
        assertThat(path).hasContent("data");
    }

    @Test
    void aPortInUseIsSaidInOneLine() {
        int port = ((InetSocketAddress) fixture.address()).getPort();
        assertThatThrownBy(() -> new SocketmapFixture(policies, 4096, "127.0.0.1:" + port))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "postseal.socketmap.listen=127.0.0.1:" + port
                                + ": cannot listen there: Address already in use; stop what listens there, or set another address");
    }

    @Test
    void anAddressThatIsNoneIsRefused() {
        for (String wrong : List.of("8643", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:70000", "unix:relative", ":8643")) {
            assertThatThrownBy(() ->
                            new SocketmapSettings(List.of(wrong), 1, Duration.ofSeconds(1), Duration.ofSeconds(1)))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("postseal.socketmap.listen=" + wrong + " must be");
        }
    }

    private static boolean answers(SocketmapTalk client) {
        try {
            return client.ask("example.com").equals("OK encrypt");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private SocketmapTalk client() throws IOException {
        return new SocketmapTalk(fixture.address());
    }
}
