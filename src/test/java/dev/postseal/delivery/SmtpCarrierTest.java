package dev.postseal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.dns.TestDns;
import dev.postseal.lookup.FollowedPolicies;
import dev.postseal.lookup.PolicyLookup;
import dev.postseal.policy.Level;
import dev.postseal.policy.TlsPolicy;
import dev.postseal.smtp.ScriptedServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attempts against scripted servers: sessions that are kept, places for them, routes, policies of unknown age. */
class SmtpCarrierTest {
    @TempDir
    Path directory;

    private final PolicyLookup policies = FollowedPolicies.current(TlsPolicy.of(Level.MAY));

    @Test
    void aKeptSessionThatAnswers421ToTheNextMessageIsReplacedAtOnce() throws Exception {
        assertThatTheSecondMessageTakesANewSession(peer -> peer.answer("421 4.4.2 idle for too long"));
    }

    @Test
    void aKeptSessionThatTheServerClosedIsReplacedAtOnce() throws Exception {
        assertThatTheSecondMessageTakesANewSession(peer -> {});
    }

    @Test
    void aKeptSessionThatDropsTheNextMessageAtMailIsReplacedAtOnce() throws Exception {
        assertThatTheSecondMessageTakesANewSession(ScriptedServer.Peer::hear);
    }

    @Test
    void a421ToTheMessageItselfOnAKeptSessionIsAFailure() throws Exception {
        var connections = new AtomicInteger();
        try (var server = ScriptedServer.playing(peer -> {
                    connections.incrementAndGet();
                    peer.say("220 scripted ESMTP").answer("250 scripted");
                    accept(peer).answer("250 ok").answer("421 4.3.2 not now");
                });
                var world = world(CarrierFixture.settings(20, Map.of()))) {
            assertThat(world.carry(at(server), "a@example.net").getFirst().outcome())
                    .isInstanceOf(DeliveryOutcome.Delivered.class);
            AttemptRecord second = world.carry(at(server), "b@example.net").getFirst();

            assertThat(second.outcome()).isInstanceOf(DeliveryOutcome.Deferred.class);
            assertThat(second.outcome().reason().code()).isEqualTo("smtp.refused");
            assertThat(connections).hasValue(1);
        }
    }

    @Test
    void anIdleSessionGivesItsPlaceToANewOne() throws Exception {
        var open = new AtomicInteger();
        var most = new AtomicInteger();
        var firstEnded = new AtomicReference<String>();
        ScriptedServer.Script counting = peer -> {
            most.accumulateAndGet(open.incrementAndGet(), Math::max);
            try {
                peer.say("220 scripted ESMTP").serve("PIPELINING");
            } finally {
                open.decrementAndGet();
            }
        };
        try (var one = ScriptedServer.playing(counting);
                var two = ScriptedServer.playing(peer -> {
                    // The first server has been told goodbye before this one was called; left alone it would come
                    // later.
                    firstEnded.set(one.awaitEnd(SessionPool.MAX_IDLE.dividedBy(2)));
                    counting.play(peer);
                });
                var world = world(CarrierFixture.settings(1, Map.of()))) {
            assertDelivered(world.carry(at(one), "a@example.net"));
            assertThat(open).hasValue(1);
            assertDelivered(world.carry(at(two), "b@example.net"));

            assertThat(firstEnded).hasValue("done");
            assertThat(one.heard()).last().isEqualTo("QUIT");
            assertThat(most).hasValue(1);
        }
    }

    @Test
    void aSessionIsKeptForTheSameNextHopEvenWhenThereIsOnePlaceOnly() throws Exception {
        try (var server = ScriptedServer.playing(peer -> peer.say("220 x ESMTP").serve("PIPELINING"));
                var world = world(CarrierFixture.settings(1, Map.of()))) {
            assertDelivered(world.carry(at(server), "a@example.net"));
            assertDelivered(world.carry(at(server), "b@example.net"));

            assertThat(server.heard().stream().filter(line -> line.startsWith("EHLO")))
                    .hasSize(1);
        }
    }

    @Test
    void aRouteThatLeadsNowhereDefersAndADomainThatDoesNotExistBounces() throws Exception {
        var settings = CarrierFixture.settings(
                20, Map.of("routed.example", "no-such-relay.signed.test", "null.example", "null.signed.test"));
        try (var world = world(settings)) {
            world.dns.add("null.signed.test", "MX", "0 .");

            AttemptRecord routed =
                    world.carry("no-such-relay.signed.test", "a@routed.example").getFirst();
            assertThat(routed.outcome()).isInstanceOf(DeliveryOutcome.Deferred.class);
            assertThat(routed.outcome().status()).hasToString("4.3.5");
            assertThat(routed.outcome().reason().code()).isEqualTo("delivery.route-leads-nowhere");
            assertThat(routed.outcome().reason().arguments())
                    .containsExactly("no-such-relay.signed.test", "dns.no-domain");

            assertThat(world.carry("null.signed.test", "a@null.example")
                            .getFirst()
                            .outcome()
                            .status())
                    .hasToString("4.3.5");

            List<AttemptRecord> mixed =
                    world.carry("no-such-relay.signed.test", "a@no-such-relay.signed.test", "b@routed.example");
            assertThat(mixed)
                    .extracting(attempt -> attempt.outcome().status().toString())
                    .containsExactly("5.4.4", "4.3.5");
        }
    }

    @Test
    void theRouteForAllMailThatLeadsNowhereDefers() throws Exception {
        var settings = new DeliverySettings(
                true,
                25,
                "mail.postseal.test",
                "gone.signed.test",
                Map.of(),
                days(5),
                days(1),
                days(1),
                20,
                20,
                days(1),
                days(1),
                days(1));
        try (var world = world(settings)) {
            assertThat(world.carry("gone.signed.test", "a@example.net", "b@gone.signed.test"))
                    .extracting(attempt -> attempt.outcome().status().toString())
                    .containsExactly("4.3.5", "4.3.5");
        }
    }

    @Test
    void aRouteThatDnsFailsOnKeepsItsOwnReason() throws Exception {
        var settings = CarrierFixture.settings(20, Map.of("routed.example", "down.signed.test"));
        try (var world = world(settings)) {
            world.dns.fault("down.signed.test", "MX", TestDns.Fault.SERVFAIL);

            AttemptRecord attempt =
                    world.carry("down.signed.test", "a@routed.example").getFirst();
            assertThat(attempt.outcome().status()).hasToString("4.4.3");
            assertThat(attempt.outcome().reason().code()).startsWith("dns.");
        }
    }

    @Test
    void nothingIsSentWhileNobodyKnowsWhetherThePolicyStillHolds() throws Exception {
        PolicyLookup unknown = FollowedPolicies.unknown(TlsPolicy.of(Level.NONE));
        try (var server = ScriptedServer.playing(peer -> peer.say("220 x ESMTP").serve("PIPELINING"));
                var world = new CarrierFixture(directory, unknown, CarrierFixture.settings(20, Map.of()))) {
            AttemptRecord attempt = world.carry(at(server), "a@example.net").getFirst();
            assertThat(attempt.outcome().reason().code()).isEqualTo("policy.not-followed");
            assertThat(server.heard()).isEmpty();

            FollowedPolicies.confirm(unknown);
            assertDelivered(world.carry(at(server), "a@example.net"));
        }
    }

    /** The first connection takes one message, and ends as the test says when the next one comes. */
    private void assertThatTheSecondMessageTakesANewSession(ScriptedServer.Script end) throws Exception {
        var connections = new AtomicInteger();
        try (var server = ScriptedServer.playing(peer -> {
                    peer.say("220 scripted ESMTP");
                    if (connections.incrementAndGet() > 1) {
                        peer.serve();
                        return;
                    }
                    peer.answer("250 scripted");
                    accept(peer);
                    end.play(peer);
                });
                var world = world(CarrierFixture.settings(20, Map.of()))) {
            assertDelivered(world.carry(at(server), "a@example.net"));
            List<AttemptRecord> second = world.carry(at(server), "b@example.net");

            assertDelivered(second);
            assertThat(second.getFirst().tried()).isEmpty();
            assertThat(connections).hasValue(2);
        }
    }

    private static ScriptedServer.Peer accept(ScriptedServer.Peer peer) throws Exception {
        peer.answer("250 ok").answer("250 ok").answer("354 go").message();
        return peer.say("250 2.0.0 accepted");
    }

    private static void assertDelivered(List<AttemptRecord> attempts) {
        assertThat(attempts)
                .allSatisfy(attempt -> assertThat(attempt.outcome()).isInstanceOf(DeliveryOutcome.Delivered.class));
    }

    private static java.time.Duration days(int days) {
        return java.time.Duration.ofDays(days);
    }

    private static String at(ScriptedServer server) {
        return "[127.0.0.1]:" + server.address().getPort();
    }

    private CarrierFixture world(DeliverySettings settings) throws Exception {
        return new CarrierFixture(directory, policies, settings);
    }
}
