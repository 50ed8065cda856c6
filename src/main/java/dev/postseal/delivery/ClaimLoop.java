package dev.postseal.delivery;

import dev.postseal.lookup.PolicyLookup;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Claims whatever is due and has room, and lets a virtual thread carry each group. */
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
    private final Map<Thread, ClaimedGroup> inFlight = new ConcurrentHashMap<>();
    private volatile boolean running = true;
    private boolean waiting;

    ClaimLoop(Claims claims, Slots slots, CarryOut carryOut, QueueSignal signal, PolicyLookup policies) {
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
            groups.forEach(this::start);
            return !groups.isEmpty();
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

    /** Threads that carry something now. */
    Set<Thread> carriers() {
        return Set.copyOf(inFlight.keySet());
    }

    /** Deliveries that are carried now. */
    Collection<Long> deliveries() {
        return inFlight.values().stream()
                .flatMap(group -> group.recipients().stream())
                .map(Recipient::deliveryId)
                .toList();
    }

    private void start(ClaimedGroup group) {
        slots.take(group.nextHop().text());
        Thread thread =
                Thread.ofVirtual().name("carry-" + group.outgoing().id()).unstarted(() -> carry(group));
        inFlight.put(thread, group);
        thread.start();
    }

    private void carry(ClaimedGroup group) {
        try {
            carryOut.carry(group, () -> {
                slots.endSession(group.nextHop().text());
                signal.wake();
            });
        } finally {
            inFlight.remove(Thread.currentThread());
            slots.giveBack();
            signal.wake();
        }
    }
}
