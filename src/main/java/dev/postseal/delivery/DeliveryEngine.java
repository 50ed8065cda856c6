package dev.postseal.delivery;

import dev.postseal.lookup.PolicyLookup;
import dev.postseal.threads.Workers;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** This node's part in the work on the queue, from start to stop. */
final class DeliveryEngine {
    static final Duration LEASE = Duration.ofSeconds(30);
    private static final Logger log = LoggerFactory.getLogger(DeliveryEngine.class);

    private final ClaimLoop loop;
    private final Leases leases;
    private final QueueSignal signal;
    private final Duration lease;
    private final Thread claimer;
    private final Thread keeper;
    /** After an outage every node renews its own leases before any takes those of others for abandoned. */
    private volatile long othersHaveUntil = System.nanoTime();

    DeliveryEngine(ClaimLoop loop, Leases leases, QueueSignal signal, Duration lease) {
        this.loop = loop;
        this.leases = leases;
        this.signal = signal;
        this.lease = lease;
        this.claimer = Thread.ofPlatform().name("postseal-claim").unstarted(loop::run);
        this.keeper = Thread.ofPlatform().daemon().name("postseal-leases").unstarted(this::keepLeases);
    }

    /** Puts the parts together for one node. */
    static DeliveryEngine of(
            Node node,
            DeliverySettings settings,
            Duration lease,
            MessageCarrier carrier,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            MessageStore messages,
            AttemptRows attempts,
            Bounces bounces,
            QueueSignal signal,
            PolicyLookup policies,
            Clock clock) {
        var leases = new Leases(jdbc, node, lease, clock);
        var claims = new Claims(jdbc, messages, node, lease, clock);
        var outcomes =
                new Outcomes(jdbc, transaction, messages, attempts, bounces, new RetryPlan(settings), node, clock);
        var slots = new Slots(settings.concurrency(), settings.concurrencyPerDestination());
        var carryOut = new CarryOut(carrier, outcomes, leases, clock);
        var loop = new ClaimLoop(claims, slots, carryOut, signal, policies, new Workers("carry"));
        return new DeliveryEngine(loop, leases, signal, lease);
    }

    void start() {
        claimer.start();
        keeper.start();
    }

    /**
     * Claims nothing more, lets attempts end by themselves, then interrupts them, then puts back what is left.
     *
     * @param patience for each of the two waits
     */
    void stop(Duration patience) {
        loop.stop();
        try {
            claimer.join(patience);
            await(patience);
            loop.inFlight().forEach(Carrying::interrupt);
            await(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            keeper.interrupt();
            releaseRest();
        }
    }

    private void await(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (Carrying carrying : loop.inFlight()) {
            carrying.await(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        }
    }

    private void releaseRest() {
        try {
            int released = leases.releaseOwn();
            if (released > 0) {
                log.info("Put back {} deliveries that were under way", released);
            }
        } catch (DataAccessException | TransactionException e) {
            log.warn("Leases were not put back, they expire by themselves: {}", e.getMessage());
        }
    }

    private void keepLeases() {
        try {
            while (true) {
                Thread.sleep(lease.dividedBy(6));
                keepLeasesOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void keepLeasesOnce() {
        try {
            leases.renew(loop.deliveries());
            if (System.nanoTime() - othersHaveUntil < 0) {
                return;
            }
            int taken = leases.takeOver();
            if (taken > 0) {
                log.info("Took over {} deliveries of a node that is gone", taken);
                signal.raise();
            }
        } catch (RuntimeException e) {
            log.warn("Leases were not renewed: {}", e.getMessage());
            othersHaveUntil = System.nanoTime() + lease.toNanos();
        }
    }
}
