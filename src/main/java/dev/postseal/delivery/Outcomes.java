package dev.postseal.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes down how an attempt ended: state, history, bounce and the end of the content, all in one transaction. */
final class Outcomes {
    private static final Logger log = LoggerFactory.getLogger(Outcomes.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final MessageStore messages;
    private final AttemptRows attempts;
    private final Bounces bounces;
    private final RetryPlan plan;
    private final Node node;
    private final Clock clock;

    Outcomes(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            MessageStore messages,
            AttemptRows attempts,
            Bounces bounces,
            RetryPlan plan,
            Node node,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.messages = messages;
        this.attempts = attempts;
        this.bounces = bounces;
        this.plan = plan;
        this.node = node;
        this.clock = clock;
    }

    /** What an outcome makes of a delivery. */
    private record Next(DeliveryState state, @Nullable Instant attemptAt) {}

    void record(ClaimedGroup group, Map<Recipient, AttemptRecord> results) {
        Instant now = clock.instant();
        transaction.executeWithoutResult(status -> {
            messages.lock(group.message());
            var failed = new ArrayList<FailedRecipient>();
            for (Recipient recipient : group.recipients()) {
                AttemptRecord attempt = results.get(recipient);
                if (attempt != null) {
                    record(group, recipient, attempt, now).ifPresent(failed::add);
                }
            }
            bounces.send(group.message(), failed);
            messages.deleteContentIfDone(group.message());
        });
    }

    private Optional<FailedRecipient> record(
            ClaimedGroup group, Recipient recipient, AttemptRecord attempt, Instant now) {
        Next next = next(group, recipient, attempt.outcome(), now);
        if (!update(recipient, attempt.outcome(), next)) {
            log.warn("{}: to=<{}> outcome came after the lease had been lost", name(group), recipient.address());
            return Optional.empty();
        }
        attempts.insert(recipient.deliveryId(), recipient.attempt(), node.name(), attempt);
        log(group, recipient, attempt, next);
        return failure(recipient, attempt, next.state());
    }

    private Next next(ClaimedGroup group, Recipient recipient, DeliveryOutcome outcome, Instant now) {
        Instant queuedAt = group.outgoing().queuedAt();
        return switch (outcome) {
            case DeliveryOutcome.Delivered delivered -> new Next(DeliveryState.DELIVERED, null);
            case DeliveryOutcome.Bounced bounced -> new Next(DeliveryState.BOUNCED, null);
            case DeliveryOutcome.Deferred deferred ->
                plan.isOver(queuedAt, now)
                        ? new Next(DeliveryState.EXPIRED, null)
                        : new Next(DeliveryState.DEFERRED, plan.nextAttempt(queuedAt, now, recipient.attempt()));
        };
    }

    /**
     * Guarded: only while the delivery is still ours; what a server has accepted counts also when it was put back meanwhile
     * and nobody else has begun with it.
     */
    private boolean update(Recipient recipient, DeliveryOutcome outcome, Next next) {
        return jdbc.sql("""
                UPDATE delivery SET state = :state, next_attempt_at = :next, attempt_count = :count,
                    lease_owner = NULL, lease_until = NULL, last_reason_code = :reason, last_reason_args = :arguments
                WHERE id = :id AND (state = 'delivering' AND lease_owner = :owner
                    OR :accepted AND state IN ('queued', 'deferred', 'held'))
                """)
                        .param("state", next.state().text())
                        .param("next", next.attemptAt() == null ? null : Timestamps.of(next.attemptAt()))
                        .param("count", recipient.attempt())
                        .param("reason", outcome.reason().code())
                        .param("arguments", AttemptRows.arguments(outcome.reason()))
                        .param("id", recipient.deliveryId())
                        .param("owner", node.leaseOwner())
                        .param("accepted", outcome instanceof DeliveryOutcome.Delivered)
                        .update()
                == 1;
    }

    private static Optional<FailedRecipient> failure(Recipient recipient, AttemptRecord attempt, DeliveryState state) {
        DeliveryOutcome outcome = attempt.outcome();
        boolean expired = state == DeliveryState.EXPIRED;
        return expired || state == DeliveryState.BOUNCED
                ? Optional.of(new FailedRecipient(
                        recipient.address(),
                        outcome.status().withClass(5),
                        outcome.reason(),
                        expired,
                        attempt.mxHost(),
                        outcome.reply()))
                : Optional.empty();
    }

    private static void log(ClaimedGroup group, Recipient recipient, AttemptRecord attempt, Next next) {
        log.info(
                "{}: to=<{}> nexthop={} host={} delay={}ms attempt={} dsn={} status={} ({} {})",
                name(group),
                recipient.address(),
                group.nextHop(),
                attempt.mxHost(),
                attempt.duration().toMillis(),
                recipient.attempt(),
                attempt.outcome().status(),
                next.state(),
                attempt.outcome().reason().code(),
                printable(attempt.outcome().reason().arguments()));
    }

    /** One event a line, whatever a server may have said. */
    private static String printable(List<String> arguments) {
        return String.join(" | ", arguments).replaceAll("\\p{Cntrl}", " ");
    }

    private static String name(ClaimedGroup group) {
        return group.outgoing().id();
    }
}
