package dev.postseal.delivery;

import dev.postseal.mail.EnhancedStatus;
import dev.postseal.mail.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.UncategorizedSQLException;

/** One claimed group from the carrier's attempt to the outcome on disk. */
final class CarryOut {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(CarryOut.class);

    private final MessageCarrier carrier;
    private final OutcomeBatches outcomes;
    private final Leases leases;
    private final Clock clock;

    CarryOut(MessageCarrier carrier, Outcomes outcomes, Leases leases, Clock clock) {
        this.carrier = carrier;
        this.outcomes = new OutcomeBatches(outcomes);
        this.leases = leases;
        this.clock = clock;
    }

    void carry(ClaimedGroup group) {
        carry(group, () -> {});
    }

    /**
     * @param attempted runs when no session is in use any more and the outcome has still to be written
     */
    void carry(ClaimedGroup group, Runnable attempted) {
        Map<Recipient, AttemptRecord> results;
        try {
            results = attempt(group);
        } finally {
            attempted.run();
        }
        // The outcome is to be written even by a node that stops: without it the message would be sent twice.
        boolean stopping = Thread.interrupted();
        write(group, results, stopping);
    }

    private Map<Recipient, AttemptRecord> attempt(ClaimedGroup group) {
        Instant started = clock.instant();
        var results = new HashMap<Recipient, AttemptRecord>();
        try {
            results.putAll(carrier.carry(group.outgoing(), group.nextHop(), group.recipients())
                    .attempts());
        } catch (RuntimeException e) {
            log.error("{}: the attempt ended with a defect", group.outgoing().id(), e);
        }
        if (!Thread.currentThread().isInterrupted()) {
            group.recipients().forEach(recipient -> results.computeIfAbsent(recipient, missing -> defect(started)));
        }
        return results;
    }

    private AttemptRecord defect(Instant started) {
        var outcome =
                new DeliveryOutcome.Deferred(EnhancedStatus.of("4.3.0"), Reason.of("delivery.internal-error"), null);
        return AttemptRecord.withoutHost(started, Duration.between(started, clock.instant()), null, outcome);
    }

    /** Until it is written: what the server has accepted must not be sent again because our database was away. */
    private void write(ClaimedGroup group, Map<Recipient, AttemptRecord> results, boolean stopping) {
        while (true) {
            try {
                outcomes.write(new Outcomes.Finished(group, Map.copyOf(results)));
                putBack(group, results.keySet());
                return;
            } catch (DataIntegrityViolationException | UncategorizedSQLException e) {
                log.error(
                        "{}: the database does not take the facts of an attempt",
                        group.outgoing().id(),
                        e);
                results.replaceAll((recipient, attempt) -> attempt.withoutFacts());
            } catch (RuntimeException e) {
                log.warn("{}: outcome not written yet: {}", group.outgoing().id(), e.getMessage());
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                if (stopping) {
                    return;
                }
                stopping = true;
            }
        }
    }

    /** Lets others claim it, and this node again. */
    void putBack(ClaimedGroup group) {
        putBack(group, Set.of());
    }

    private void putBack(ClaimedGroup group, Set<Recipient> done) {
        group.recipients().stream()
                .filter(recipient -> !done.contains(recipient))
                .forEach(recipient -> leases.release(recipient.deliveryId()));
    }
}
