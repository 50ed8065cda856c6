package dev.postseal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClaimTest {
    private final QueueFixture queue = new QueueFixture();

    @AfterEach
    void close() {
        queue.close();
    }

    @Test
    void recipientsOfOneNextHopGoTogether() {
        queue.accept("s@example.org", "a@example.net", "b@example.com", "c@EXAMPLE.NET");

        List<ClaimedGroup> groups = queue.node("n").claim();

        assertThat(groups)
                .extracting(group -> group.nextHop() + " " + group.recipients().size())
                .containsExactlyInAnyOrder("example.net 2", "example.com 1");
    }

    @Test
    void oneTransactionHasAHundredRecipientsAtMost() {
        queue.accept(
                "s@example.org",
                IntStream.range(0, 250).mapToObj(i -> "r" + i + "@example.net").toArray(String[]::new));

        queue.node("n").work();

        assertThat(queue.carrier.carried)
                .extracting(carried -> carried.recipients().size())
                .containsExactly(100, 100, 50);
    }

    @Test
    void twoNodesAtOnceNeverClaimTheSame() throws Exception {
        int messages = 300;
        for (int i = 0; i < messages; i++) {
            queue.accept("s@example.org", "r@d" + i + ".example", "q@d" + i + ".example");
        }
        List<Long> claimed = Collections.synchronizedList(new ArrayList<>());
        try (var nodes = Executors.newFixedThreadPool(4)) {
            List<Future<?>> working = new ArrayList<>();
            for (String name : List.of("a", "b", "c", "d")) {
                QueueFixture.TestNode node = queue.node(name);
                working.add(nodes.submit(() -> {
                    while (claimed.size() < messages * 2) {
                        node.claims.claim(new Slots.Free(7, 20, java.util.Map.of())).stream()
                                .flatMap(group -> group.recipients().stream())
                                .forEach(recipient -> claimed.add(recipient.deliveryId()));
                    }
                }));
            }
            for (Future<?> work : working) {
                work.get();
            }
        }
        assertThat(claimed).hasSize(messages * 2);
        assertThat(new HashSet<>(claimed)).hasSize(messages * 2);
    }

    @Test
    void nobodyElseGetsWhatIsLeasedUntilTheNodeIsDead() {
        Accepted accepted = queue.accept("s@example.org", "a@example.net");
        var dead = queue.node("dead");
        var alive = queue.node("alive");
        assertThat(dead.claim()).hasSize(1);

        alive.leases.takeOver();
        assertThat(alive.claim()).isEmpty();

        queue.jdbc
                .sql("UPDATE delivery SET lease_until = now() - interval '1 second'")
                .update();
        assertThat(alive.leases.takeOver()).isEqualTo(1);
        alive.work();

        assertThat(queue.delivery(accepted, 0).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(queue.get(accepted, 0).attempts()).extracting(Attempt::node).containsExactly("alive");
    }

    @Test
    void renewedLeaseIsNotTakenOver() {
        queue.accept("s@example.org", "a@example.net");
        var slow = queue.node("slow");
        List<Long> ids = slow.claim().getFirst().recipients().stream()
                .map(Recipient::deliveryId)
                .toList();
        queue.jdbc
                .sql("UPDATE delivery SET lease_until = now() - interval '1 second'")
                .update();

        slow.leases.renew(ids);

        assertThat(queue.node("other").leases.takeOver()).isZero();
    }

    @Test
    void outcomeAfterALostLeaseChangesNothing() {
        Accepted accepted = queue.accept("s@example.org", "a@example.net");
        var late = queue.node("late");
        ClaimedGroup group = late.claim().getFirst();
        queue.jdbc
                .sql("UPDATE delivery SET lease_until = now() - interval '1 second'")
                .update();
        var other = queue.node("other");
        other.leases.takeOver();
        other.claim();

        queue.carrier.say(ScriptedCarrier.BOUNCED);
        late.carryOut.carry(group);

        assertThat(queue.delivery(accepted, 0).state()).isEqualTo(DeliveryState.DELIVERING);
        assertThat(queue.get(accepted, 0).attempts()).isEmpty();
        assertThat(queue.count("message")).isEqualTo(1);
    }

    @Test
    void crowdedNextHopLeavesRoomForOthers() {
        crowd("slow.example", 10_000);
        queue.accept("s@example.org", "a@zz.example");
        var node = queue.node("n");

        List<ClaimedGroup> first = node.claim();
        assertThat(first).hasSize(20).allMatch(group -> group.nextHop().text().equals("slow.example"));
        first.forEach(group -> node.slots.take(group.nextHop().text()));

        assertThat(node.claim()).extracting(group -> group.nextHop().text()).containsExactly("zz.example");
        node.slots.take("zz.example");
        assertThat(node.claim()).isEmpty();
    }

    @Test
    void whatIsNotDueOrHeldIsLeftAlone() {
        Accepted later = queue.accept("s@example.org", "a@example.net");
        Accepted held = queue.accept("s@example.org", "b@example.net");
        queue.deliveries.hold(held.deliveries().getFirst().id());
        queue.jdbc
                .sql("UPDATE delivery SET next_attempt_at = next_attempt_at + interval '1 minute' WHERE id = ?")
                .param(later.deliveries().getFirst().id())
                .update();

        assertThat(queue.node("n").claim()).isEmpty();
    }

    private void crowd(String domain, int messages) {
        queue.jdbc
                .sql("""
                WITH m AS (INSERT INTO message
                    (message_id, envelope_from, size, eight_bit, smtp_utf8, received_at, source, peer)
                    SELECT 'm' || i, '', 1, false, false, :then, 'smtp', '' FROM generate_series(1, :count) i RETURNING id)
                INSERT INTO delivery (message_id, recipient, nexthop, state, queued_at, next_attempt_at)
                SELECT id, 'x@' || :domain, :domain, 'queued', :then, :then FROM m
                """)
                .param("then", Timestamps.of(queue.clock.instant().minusSeconds(60)))
                .param("count", messages)
                .param("domain", domain)
                .update();
    }
}
