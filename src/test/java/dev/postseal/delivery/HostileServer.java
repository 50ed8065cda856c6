package dev.postseal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.postseal.enforcement.OpenerFixture;
import dev.postseal.lookup.FollowedPolicies;
import dev.postseal.policy.TlsPolicy;
import dev.postseal.smtp.ScriptedServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Hands a message to a hostile server and looks at what became of it, how long that took and what the wire has seen. */
final class HostileServer {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long MOST_MEMORY = 64L << 20;
    /** What fits into the buffers of two sockets, and more than anybody should read of an endless reply. */
    private static final long MOST_BYTES = 32L << 20;

    private static final Duration SLACK = Duration.ofSeconds(8);

    private final Path directory;
    private final TlsPolicy policy;
    private final Duration timeout;

    /**
     * @param policy one that makes TLS mandatory
     * @param timeout for each reply, and for STARTTLS with its handshake
     */
    HostileServer(Path directory, TlsPolicy policy, Duration timeout) {
        this.directory = directory;
        this.policy = policy;
        this.timeout = timeout;
    }

    /** The outcome in words: {@code deferred 4.7.4 tls.not-offered}. */
    String playing(ScriptedServer.Script script) throws Exception {
        try (var server = ScriptedServer.playing(peer -> toTheEnd(script, peer));
                var world = new CarrierFixture(
                        directory,
                        FollowedPolicies.current(policy),
                        CarrierFixture.settings(20, Map.of()),
                        OpenerFixture.opener(timeout),
                        Clock.systemUTC())) {
            String nextHop = "[127.0.0.1]:" + server.address().getPort();
            long begun = System.nanoTime();
            long before = THREADS.getCurrentThreadAllocatedBytes();
            AttemptRecord attempt =
                    world.carry(nextHop, "recipient@example.net").getFirst();
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_MEMORY);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(timeout.plus(SLACK));
            world.pool.close();
            server.awaitEnd();
            assertThat(server.sent()).isLessThan(MOST_BYTES);
            assertThatNothingWentInTheClear(server.received());
            return words(attempt.outcome());
        }
    }

    private static void toTheEnd(ScriptedServer.Script script, ScriptedServer.Peer peer) throws Exception {
        try {
            script.play(peer);
        } finally {
            hearOut(peer);
        }
    }

    private static void hearOut(ScriptedServer.Peer peer) {
        try {
            peer.hangUp();
        } catch (IOException e) {
            // It has said all that it will.
        }
    }

    private static void assertThatNothingWentInTheClear(String received) {
        for (String secret : List.of("MAIL FROM", "RCPT TO", "DATA\r\n", "example.org", "recipient", "Subject")) {
            assertThat(received).doesNotContain(secret);
        }
    }

    private static String words(DeliveryOutcome outcome) {
        String kind = switch (outcome) {
            case DeliveryOutcome.Delivered delivered -> "delivered ";
            case DeliveryOutcome.Deferred deferred -> "deferred ";
            case DeliveryOutcome.Bounced bounced -> "bounced ";
        };
        return outcome instanceof DeliveryOutcome.Delivered
                ? kind.strip()
                : kind + outcome.status() + " " + outcome.reason().code();
    }
}
