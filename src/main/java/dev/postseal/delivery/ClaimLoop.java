package dev.postseal.delivery;

import dev.postseal.lookup.PolicyLookup;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Claims whatever is due and has room, and lets a thread carry each group. */
final class ClaimLoop {
    private static final long SAFETY_NET_MILLIS = 1_000;
    /** After a claim, until what has ended meanwhile makes another one worth its cost. */
    private static final long GATHERING_MILLIS = 10;

    private static final Logger log = LoggerFactory.getLogger(ClaimLoop.class);

    private final Claims claims;
    private final Slots slots;
    private final CarryOut carryOut;
    private final QueueSignal signal;
    private final PolicyLookup policies;
    private final Set<Carrying> inFlight = ConcurrentHashMap.newKeySet();
    private final Executor threads;

    private volatile boolean running = true;
    private boolean waiting;

    /** @param threads of which as many are asked for as the slots permit */
    ClaimLoop(
            Claims claims,
            Slots slots,
            CarryOut carryOut,
            QueueSignal signal,
            PolicyLookup policies,
            Executor threads) {
        this.threads = threads;
        this.policies = policies;
        this.claims = claims;
        this.slots = slots;
        this.carryOut = carryOut;
        this.signal = signal;
    }

    /** Runs until {@link #stop}. */
    void run() {
        try {
            while (running) {
                if (claimOnce()) {
                    Thread.sleep(GATHERING_MILLIS);
                } else {
                    signal.await(SAFETY_NET_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One claim; whether it is worth trying again at once. */
    boolean claimOnce() {
        if (!policiesAreCurrent()) {
            return false;
        }
        try {
            Collection<ClaimedGroup> groups = claims.claim(slots.free());
            boolean started = !groups.isEmpty();
            for (ClaimedGroup group : groups) {
                started &= start(group);
            }
            return started;
        } catch (DataAccessException | TransactionException e) {
            log.warn("Queue not available, trying again: {}", e.getMessage());
            return false;
        } catch (RuntimeException e) {
            log.error("A claim ended with a defect, trying again", e);
            return false;
        }
    }

    /** One event when claiming stops for this, and one when it goes on. */
    private boolean policiesAreCurrent() {
        boolean current = policies.isCurrent();
        if (waiting == current) {
            waiting = !current;
            if (waiting) {
                log.warn("No mail is sent: changes of policy could not be followed for some seconds,"
                        + " and one that was tightened must not be missed");
            } else {
                log.info("Mail is sent again: policies are current, at revision {}", policies.revision());
            }
        }
        return current;
    }

    void stop() {
        running = false;
        signal.wake();
    }

    /** What is carried now. */
    Set<Carrying> inFlight() {
        return Set.copyOf(inFlight);
    }

    /** Deliveries that are carried now. */
    Collection<Long> deliveries() {
        return inFlight.stream()
                .flatMap(carrying -> carrying.group().recipients().stream())
                .map(Recipient::deliveryId)
                .toList();
    }

    /** Whether it is carried now. */
    private boolean start(ClaimedGroup group) {
        slots.take(group.nextHop().text());
        var carrying = new Carrying(group);
        inFlight.add(carrying);
        try {
            threads.execute(() -> carrying.run(() -> carry(carrying)));
            return true;
        } catch (RejectedExecutionException noThread) {
            slots.endSession(group.nextHop().text());
            ended(carrying);
            carryOut.putBack(group);
            log.warn(
                    "{}: waits, no thread is to be had for it", group.outgoing().id());
            return false;
        }
    }

    private void carry(Carrying carrying) {
        try {
            carryOut.carry(carrying.group(), () -> {
                slots.endSession(carrying.group().nextHop().text());
                signal.wake();
            });
        } finally {
            ended(carrying);
            signal.wake();
        }
    }

    private void ended(Carrying carrying) {
        inFlight.remove(carrying);
        slots.giveBack();
    }
}
