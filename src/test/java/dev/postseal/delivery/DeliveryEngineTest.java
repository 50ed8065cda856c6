package dev.postseal.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.postseal.lookup.FollowedPolicies;
import dev.postseal.lookup.PolicyLookup;
import dev.postseal.policy.Level;
import dev.postseal.policy.TlsPolicy;
import dev.postseal.threads.Workers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveryEngineTest {
    private final QueueFixture queue = new QueueFixture();

    @AfterEach
    void close() {
        queue.close();
    }

    @Test
    void deliversWhatIsAcceptedWhileItRuns() {
        DeliveryEngine engine = engine("a", DeliveryEngine.LEASE, queue.carrier);
        engine.start();
        try {
            Accepted accepted = queue.accept("s@example.org", "a@example.net", "b@example.com");

            QueueFixture.await(() -> queue.delivery(accepted, 0).state() == DeliveryState.DELIVERED
                    && queue.delivery(accepted, 1).state() == DeliveryState.DELIVERED);
        } finally {
            engine.stop(Duration.ofSeconds(2));
        }
    }

    @Test
    void longAttemptKeepsItsLeaseWhileAnotherNodeWatches() throws InterruptedException {
        var release = new CountDownLatch(1);
        var calls = new AtomicInteger();
        MessageCarrier slow = (message, nextHop, recipients) -> {
            calls.incrementAndGet();
            awaitOn(release);
            return queue.carrier.carry(message, nextHop, recipients);
        };
        Duration lease = Duration.ofMillis(600);
        DeliveryEngine one = engine("a", lease, slow);
        DeliveryEngine two = engine("b", lease, slow);
        one.start();
        two.start();
        try {
            Accepted accepted = queue.accept("s@example.org", "a@example.net");
            QueueFixture.await(() -> calls.get() > 0);
            long renewals = 4;
            for (long i = 0; i < renewals; i++) {
                String before = leaseUntil();
                QueueFixture.await(() -> !leaseUntil().equals(before));
            }
            release.countDown();
            QueueFixture.await(() -> queue.delivery(accepted, 0).state() == DeliveryState.DELIVERED);
            assertThat(calls).hasValue(1);
        } finally {
            release.countDown();
            one.stop(Duration.ofSeconds(2));
            two.stop(Duration.ofSeconds(2));
        }
    }

    @Test
    void stoppingNodePutsBackWhatItCouldNotFinish() {
        var started = new CountDownLatch(1);
        MessageCarrier endless = (message, nextHop, recipients) -> {
            started.countDown();
            awaitOn(new CountDownLatch(1));
            return new CarryResult(Map.of());
        };
        DeliveryEngine engine = engine("a", DeliveryEngine.LEASE, endless);
        engine.start();
        Accepted accepted = queue.accept("s@example.org", "a@example.net");
        awaitOn(started);

        engine.stop(Duration.ofMillis(300));

        Delivery delivery = queue.delivery(accepted, 0);
        assertThat(delivery.state()).isEqualTo(DeliveryState.QUEUED);
        assertThat(delivery.attemptCount()).isZero();
        assertThat(queue.node("b").claim()).hasSize(1);
    }

    @Test
    void stoppingNodeWritesDownWhatWasDelivered() {
        var started = new CountDownLatch(1);
        MessageCarrier interrupted = (message, nextHop, recipients) -> {
            started.countDown();
            awaitOn(new CountDownLatch(1));
            return queue.carrier.carry(message, nextHop, recipients);
        };
        DeliveryEngine engine = engine("a", DeliveryEngine.LEASE, interrupted);
        engine.start();
        Accepted accepted = queue.accept("s@example.org", "a@example.net");
        awaitOn(started);

        engine.stop(Duration.ofSeconds(3));

        assertThat(queue.delivery(accepted, 0).state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void nothingIsClaimedWhileNobodyKnowsWhetherThePoliciesStillHold() {
        PolicyLookup policies = FollowedPolicies.unknown(TlsPolicy.of(Level.MAY));
        QueueFixture.TestNode node = queue.node("a");
        var loop = new ClaimLoop(node.claims, node.slots, node.carryOut, queue.signal, policies, new Workers("carry"));
        Accepted accepted = queue.accept("s@example.org", "a@example.net");

        assertThat(loop.claimOnce()).isFalse();
        assertThat(queue.delivery(accepted, 0).state()).isEqualTo(DeliveryState.QUEUED);

        FollowedPolicies.confirm(policies);
        assertThat(loop.claimOnce()).isTrue();
        QueueFixture.await(() -> queue.delivery(accepted, 0).state() == DeliveryState.DELIVERED);
    }

    @Test
    void deliveryForWhichThereIsNoThreadIsPutBackAndTriedAgain() {
        var workers = new Workers("carry");
        var exhausted = new AtomicBoolean(true);
        Executor threads = task -> {
            if (exhausted.get()) {
                throw new RejectedExecutionException("no thread");
            }
            workers.execute(task);
        };
        QueueFixture.TestNode node = queue.node("a");
        PolicyLookup policies = FollowedPolicies.unknown(TlsPolicy.of(Level.MAY));
        FollowedPolicies.confirm(policies);
        var loop = new ClaimLoop(node.claims, node.slots, node.carryOut, queue.signal, policies, threads);
        Accepted accepted = queue.accept("s@example.org", "a@example.net");
        Slots.Free before = node.slots.free();

        assertThat(loop.claimOnce()).isFalse();

        assertThat(queue.delivery(accepted, 0).state()).isEqualTo(DeliveryState.QUEUED);
        assertThat(loop.inFlight()).isEmpty();
        assertThat(node.slots.free()).isEqualTo(before);
        exhausted.set(false);
        assertThat(loop.claimOnce()).isTrue();
        QueueFixture.await(() -> queue.delivery(accepted, 0).state() == DeliveryState.DELIVERED);
    }

    @Test
    void messageIsAcceptedThoughThereIsNoThreadToTellOtherNodes() {
        var asked = new AtomicInteger();
        var signal = new QueueSignal(queue.jdbc, task -> {
            asked.incrementAndGet();
            throw new RejectedExecutionException("no thread");
        });

        assertThatCode(signal::raise).doesNotThrowAnyException();
        assertThatCode(signal::raise).doesNotThrowAnyException();
        assertThat(asked)
                .as("the second is not left to a thread that never began")
                .hasValue(2);
    }

    private String leaseUntil() {
        return queue.jdbc
                .sql("SELECT lease_until::text FROM delivery")
                .query(String.class)
                .single();
    }

    private DeliveryEngine engine(String name, Duration lease, MessageCarrier carrier) {
        return DeliveryEngine.of(
                new Node(name, name + "/1"),
                queue.settings,
                lease,
                carrier,
                queue.jdbc,
                queue.transaction,
                queue.messages,
                queue.attempts,
                queue.bounces,
                queue.signal,
                queue.policies,
                queue.clock);
    }

    private static void awaitOn(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
