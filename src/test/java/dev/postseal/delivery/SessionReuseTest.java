package dev.postseal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.lookup.FollowedPolicies;
import dev.postseal.policy.Level;
import dev.postseal.smtp.ScriptedServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two messages in a row for one destination: when the second one may go over the session of the first. */
class SessionReuseTest extends SessionReuseFixture {
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
}
