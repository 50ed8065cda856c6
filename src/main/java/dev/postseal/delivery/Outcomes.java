package dev.postseal.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes down how attempts ended: state, history, bounce and the end of the content, all in one transaction. */
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

    /** What came of a claimed group; recipients without an attempt stay as they are. */
    record Finished(ClaimedGroup group, Map<Recipient, AttemptRecord> attempts) {}

    /** What an outcome makes of a delivery. */
    private record Next(DeliveryState state, @Nullable Instant attemptAt) {}

    private record Settled(ClaimedGroup group, Recipient recipient, AttemptRecord attempt, Next next) {
        long delivery() {
            return recipient.deliveryId();
        }
    }

    /** All of it is written, or nothing and an exception says why. */
    void record(List<Finished> finished) {
        Instant now = clock.instant();
        List<Settled> settled =
                finished.stream().flatMap(one -> settled(one, now)).toList();
        if (settled.isEmpty()) {
            return;
        }
        Set<Long> ours = transaction.execute(status -> write(settled));
        settled.forEach(one -> log(one, ours.contains(one.delivery())));
    }

    private Stream<Settled> settled(Finished finished, Instant now) {
        ClaimedGroup group = finished.group();
        return group.recipients().stream().flatMap(recipient -> {
            AttemptRecord attempt = finished.attempts().get(recipient);
            return attempt == null
                    ? Stream.empty()
                    : Stream.of(new Settled(group, recipient, attempt, next(group, recipient, attempt.outcome(), now)));
        });
    }

    /** Returns the deliveries that were still ours. */
    private Set<Long> write(List<Settled> settled) {
        Set<Long> keys = new TreeSet<>();
        settled.forEach(one -> keys.add(one.group().message()));
        messages.lock(keys);
        Set<Long> ours = update(settled);
        List<Settled> written =
                settled.stream().filter(one -> ours.contains(one.delivery())).toList();
        attempts.insert(
                node.name(),
                written.stream()
                        .map(one -> new AttemptRows.Row(
                                one.delivery(), one.recipient().attempt(), one.attempt()))
                        .toList());
        Map<Long, List<FailedRecipient>> failed = new LinkedHashMap<>();
        written.forEach(one -> failure(one)
                .ifPresent(failure -> failed.computeIfAbsent(one.group().message(), none -> new ArrayList<>())
                        .add(failure)));
        failed.forEach(bounces::send);
        messages.deleteContentIfDone(keys);
        return ours;
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
    private Set<Long> update(List<Settled> settled) {
        return Set.copyOf(jdbc.sql("""
                UPDATE delivery SET state = o.state, next_attempt_at = o.next, attempt_count = o.count,
                    lease_owner = NULL, lease_until = NULL, last_reason_code = o.reason, last_reason_args = o.arguments
                FROM json_to_recordset(:outcomes::json) AS o(id bigint, state text, next timestamptz, count integer,
                    reason text, arguments text[], accepted boolean)
                WHERE delivery.id = ANY (:ids) AND delivery.id = o.id AND (delivery.state = 'delivering' AND delivery.lease_owner = :owner
                    OR o.accepted AND delivery.state IN ('queued', 'deferred', 'held'))
                RETURNING delivery.id
                """)
                .param(
                        "ids",
                        new SqlArrayValue(
                                "bigint",
                                settled.stream().map(Settled::delivery).toArray()))
                .param(
                        "outcomes",
                        attempts.rows(settled.stream().map(Outcomes::columns).toList()))
                .param("owner", node.leaseOwner())
                .query(Long.class)
                .list());
    }

    private static Map<String, Object> columns(Settled one) {
        DeliveryOutcome outcome = one.attempt().outcome();
        var columns = new HashMap<String, Object>();
        columns.put("id", one.delivery());
        columns.put("state", one.next().state().text());
        columns.put("count", one.recipient().attempt());
        columns.put("reason", outcome.reason().code());
        columns.put("arguments", outcome.reason().arguments());
        columns.put("accepted", outcome instanceof DeliveryOutcome.Delivered);
        Instant attemptAt = one.next().attemptAt();
        if (attemptAt != null) {
            columns.put("next", attemptAt);
        }
        return columns;
    }

    private static Optional<FailedRecipient> failure(Settled one) {
        AttemptRecord attempt = one.attempt();
        DeliveryOutcome outcome = attempt.outcome();
        boolean expired = one.next().state() == DeliveryState.EXPIRED;
        return expired || one.next().state() == DeliveryState.BOUNCED
                ? Optional.of(new FailedRecipient(
                        one.recipient().address(),
                        outcome.status().withClass(5),
                        outcome.reason(),
                        expired,
                        attempt.mxHost(),
                        outcome.reply()))
                : Optional.empty();
    }

    /** {@code delay} is the time since the message was accepted, as Postfix's, and {@code took} that of the attempt. */
    private static void log(Settled one, boolean ours) {
        String name = one.group().outgoing().id();
        if (!ours) {
            log.warn(
                    "{}: to=<{}> outcome came after the lease had been lost",
                    name,
                    one.recipient().address());
            return;
        }
        AttemptRecord attempt = one.attempt();
        log.info(
                "{}: to=<{}> nexthop={} host={} delay={} took={} attempt={} dsn={} status={} ({} {})",
                name,
                one.recipient().address(),
                one.group().nextHop(),
                attempt.mxHost(),
                LogSeconds.of(Duration.between(
                        one.group().outgoing().queuedAt(), attempt.startedAt().plus(attempt.duration()))),
                LogSeconds.of(attempt.duration()),
                one.recipient().attempt(),
                attempt.outcome().status(),
                one.next().state(),
                attempt.outcome().reason().code(),
                printable(attempt.outcome().reason().arguments()));
    }

    /** One event a line, whatever a server may have said. */
    private static String printable(List<String> arguments) {
        return String.join(" | ", arguments).replaceAll("\\p{Cntrl}", " ");
    }
}
