package dev.postseal.delivery;

import static dev.postseal.delivery.ScriptedCarrier.BOUNCED;
import static dev.postseal.delivery.ScriptedCarrier.DELIVERED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postseal.delivery.Outcomes.Finished;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

class OutcomeBatchesTest {
    private final QueueFixture queue = new QueueFixture();
    private final QueueFixture.TestNode node = queue.node("n");

    @AfterEach
    void close() {
        queue.close();
    }

    @Test
    void outcomesOfManyMessagesAtOnceAreAllWrittenAndTheirContentIsGone() throws InterruptedException {
        for (int i = 0; i < 30; i++) {
            queue.accept("s@example.org", "a@d" + i + ".example");
        }
        List<ClaimedGroup> groups = node.claim();

        List<Thread> carrying = groups.stream()
                .map(group -> Thread.ofPlatform().daemon().start(() -> node.carryOut.carry(group)))
                .toList();
        for (Thread thread : carrying) {
            thread.join();
        }

        assertThat(groups).hasSize(30);
        assertThat(queue.count("delivery WHERE state = 'delivered'")).isEqualTo(30);
        assertThat(queue.count("attempt")).isEqualTo(30);
        assertThat(queue.count("message_chunk")).isZero();
    }

    @Test
    void messagesInOneTransactionKeepTheirOwnOutcomes() {
        Accepted good = queue.accept("s@example.org", "a@example.net");
        ClaimedGroup first = node.claim().getFirst();
        Accepted bad = queue.accept("s@example.org", "b@example.com");
        ClaimedGroup second = node.claim().getFirst();

        node.outcomes.record(List.of(finished(first, DELIVERED), finished(second, BOUNCED)));

        assertThat(queue.delivery(good, 0).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(queue.delivery(bad, 0).state()).isEqualTo(DeliveryState.BOUNCED);
        assertThat(queue.count("message WHERE source = 'bounce'")).isEqualTo(1);
    }

    @Test
    void anOutcomeThatTheDatabaseRefusesDoesNotKeepOthersFromBeingWritten() {
        Accepted good = queue.accept("s@example.org", "a@example.net");
        ClaimedGroup first = node.claim().getFirst();
        queue.accept("s@example.org", "b@example.com");
        ClaimedGroup second = node.claim().getFirst();
        queue.jdbc
                .sql("ALTER TABLE message ADD CHECK (source <> 'bounce') NOT VALID")
                .update();
        var batches = new OutcomeBatches(node.outcomes);
        var started = new CountDownLatch(1);
        Thread other = Thread.ofPlatform().daemon().start(() -> {
            started.countDown();
            batches.write(finished(first, DELIVERED));
        });

        assertThatThrownBy(() -> batches.write(finished(second, BOUNCED)))
                .isInstanceOf(DataIntegrityViolationException.class);

        QueueFixture.await(() -> started.getCount() == 0 && !other.isAlive());
        assertThat(queue.delivery(good, 0).state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void sessionIsFreeForTheNextMessageBeforeTheOutcomeIsWritten() {
        Accepted accepted = queue.accept("s@example.org", "a@example.net");

        node.claim()
                .forEach(group -> node.carryOut.carry(
                        group,
                        () -> assertThat(queue.delivery(accepted, 0).state()).isEqualTo(DeliveryState.DELIVERING)));

        assertThat(queue.delivery(accepted, 0).state()).isEqualTo(DeliveryState.DELIVERED);
    }

    private Finished finished(ClaimedGroup group, DeliveryOutcome outcome) {
        return new Finished(group, Map.of(group.recipients().getFirst(), queue.carrier.attempt(outcome)));
    }
}
