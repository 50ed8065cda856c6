package dev.postseal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.delivery.ActionResult.Done;
import dev.postseal.delivery.ActionResult.NotAllowed;
import dev.postseal.delivery.ActionResult.NotFound;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
    private final QueueFixture queue = new QueueFixture();
    private final QueueFixture.TestNode node = queue.node("n");

    @AfterEach
    void close() {
        queue.close();
    }

    @Test
    void retryMakesADeferredDeliveryDueNow() {
        queue.carrier.say(ScriptedCarrier.DEFERRED);
        Accepted accepted = queue.accept("s@example.org", "a@example.net");
        node.work();
        assertThat(node.claim()).isEmpty();

        assertThat(queue.deliveries.retry(id(accepted))).isEqualTo(new Done());

        assertThat(node.claim()).hasSize(1);
    }

    @Test
    void heldDeliveryWaitsUntilReleased() {
        Accepted accepted = queue.accept("s@example.org", "a@example.net");

        assertThat(queue.deliveries.hold(id(accepted))).isEqualTo(new Done());
        queue.clock.advance(Duration.ofDays(9));
        assertThat(node.claim()).isEmpty();
        assertThat(queue.deliveries.retry(id(accepted))).isEqualTo(new NotAllowed(DeliveryState.HELD));

        assertThat(queue.deliveries.release(id(accepted))).isEqualTo(new Done());
        node.work();
        assertThat(queue.delivery(accepted, 0).state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void bouncedByAnAdministratorTellsTheSender() {
        Accepted accepted = queue.accept("s@example.org", "a@example.net");

        assertThat(queue.deliveries.bounce(id(accepted))).isEqualTo(new Done());

        assertThat(queue.delivery(accepted, 0).state()).isEqualTo(DeliveryState.BOUNCED);
        List<ClaimedGroup> bounce = node.claim();
        assertThat(bounce).hasSize(1);
        assertThat(bounce.getFirst().recipients().getFirst().address().toString())
                .isEqualTo("s@example.org");
        assertThat(queue.count("message_chunk")).isEqualTo(1);
    }

    @Test
    void deletedDeliveryLeavesNothingAndTellsNobody() {
        Accepted accepted = queue.accept("s@example.org", "a@example.net", "b@example.net");

        assertThat(queue.deliveries.delete(id(accepted))).isEqualTo(new Done());
        assertThat(queue.count("message_chunk")).isEqualTo(1);
        assertThat(queue.deliveries.delete(accepted.deliveries().get(1).id())).isEqualTo(new Done());

        assertThat(queue.count("message")).isZero();
        assertThat(queue.count("message_chunk")).isZero();
        assertThat(queue.deliveries.delete(id(accepted))).isEqualTo(new NotFound());
    }

    @Test
    void whatIsBeingDeliveredIsLeftAlone() {
        Accepted accepted = queue.accept("s@example.org", "a@example.net");
        node.claim();
        var refused = new NotAllowed(DeliveryState.DELIVERING);

        assertThat(queue.deliveries.retry(id(accepted))).isEqualTo(refused);
        assertThat(queue.deliveries.hold(id(accepted))).isEqualTo(refused);
        assertThat(queue.deliveries.release(id(accepted))).isEqualTo(refused);
        assertThat(queue.deliveries.bounce(id(accepted))).isEqualTo(refused);
        assertThat(queue.deliveries.delete(id(accepted))).isEqualTo(refused);
        assertThat(queue.deliveries.bounce(4711)).isEqualTo(new NotFound());
    }

    @Test
    void aRefusalNamesTheStateThatWasItsReasonHoweverSoonItChanges() throws InterruptedException {
        Accepted accepted = queue.accept("s@example.org", "a@example.net");
        var done = new AtomicBoolean();
        Thread engine = Thread.ofPlatform().daemon().start(() -> {
            while (!done.get()) {
                queue.jdbc
                        .sql("update delivery set state = case state when 'queued' then 'delivering' else 'queued' end")
                        .update();
            }
        });
        try {
            for (int i = 0; i < 500; i++) {
                assertThat(queue.deliveries.retry(id(accepted)))
                        .isIn(new Done(), new NotAllowed(DeliveryState.DELIVERING));
            }
        } finally {
            done.set(true);
            engine.join();
        }
    }

    @Test
    void foundNewestFirstByWhatIsAskedFor() {
        Accepted first = queue.accept("s@example.org", "Jane.Doe@example.net", "x@example.com");
        Accepted second = queue.accept("s@example.org", "jane.doe@example.com");
        queue.deliveries.hold(id(second));

        assertThat(recipients(null, null, null, null))
                .containsExactly("jane.doe@example.com", "x@example.com", "Jane.Doe@example.net");
        assertThat(recipients("JANE.doe@example.net", null, null, null)).containsExactly("Jane.Doe@example.net");
        assertThat(recipients("jane", null, null, null)).hasSize(2);
        assertThat(recipients("jane%doe@example.net", null, null, null)).isEmpty();
        assertThat(recipients(null, "Example.com", null, null)).hasSize(2);
        assertThat(recipients(null, null, DeliveryState.HELD, null)).containsExactly("jane.doe@example.com");
        assertThat(recipients(null, null, null, first.messageId()))
                .containsExactly("x@example.com", "Jane.Doe@example.net");
    }

    @Test
    void pagesAndCounts() {
        for (int i = 0; i < 5; i++) {
            queue.accept("s@example.org", "r" + i + "@example.net");
        }

        DeliveryPage page = queue.deliveries.find(DeliveryQuery.all(1, 2));

        assertThat(page.items()).extracting(Delivery::recipient).containsExactly("r2@example.net", "r1@example.net");
        assertThat(page.total()).isEqualTo(5);
    }

    private List<String> recipients(
            @Nullable String recipient,
            @Nullable String nexthop,
            @Nullable DeliveryState state,
            @Nullable String message) {
        return queue.deliveries.find(new DeliveryQuery(recipient, nexthop, state, message, 0, 50)).items().stream()
                .map(Delivery::recipient)
                .toList();
    }

    private static long id(Accepted accepted) {
        return accepted.deliveries().getFirst().id();
    }
}
