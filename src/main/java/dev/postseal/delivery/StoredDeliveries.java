package dev.postseal.delivery;

import dev.postseal.delivery.ActionResult.Done;
import dev.postseal.delivery.ActionResult.NotAllowed;
import dev.postseal.delivery.ActionResult.NotFound;
import dev.postseal.mail.EmailAddress;
import dev.postseal.mail.EnhancedStatus;
import dev.postseal.mail.Reason;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Administrators' acts on the queue, each guarded by the state it is meant for. */
@Component
class StoredDeliveries implements Deliveries {
    private static final Reason BY_ADMINISTRATOR = Reason.of("delivery.bounced-by-administrator");

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final DeliverySearch search;
    private final MessageStore messages;
    private final Bounces bounces;
    private final QueueSignal signal;
    private final BulkActs bulk;
    private final Clock clock;

    StoredDeliveries(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            DeliverySearch search,
            MessageStore messages,
            Bounces bounces,
            QueueSignal signal,
            BulkActs bulk,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.search = search;
        this.messages = messages;
        this.bounces = bounces;
        this.signal = signal;
        this.bulk = bulk;
        this.clock = clock;
    }

    @Override
    public DeliveryPage find(DeliveryQuery query) {
        return search.find(query);
    }

    @Override
    public Optional<DeliveryWithAttempts> get(long id) {
        return search.get(id);
    }

    @Override
    public Map<Long, String> proofs(List<Delivery> deliveries) {
        return search.proofs(deliveries);
    }

    @Override
    public ActionResult retry(long id) {
        return wakeAfter(update(
                id, "UPDATE delivery SET next_attempt_at = :now WHERE id = :id AND state IN ('queued', 'deferred')"));
    }

    @Override
    public ActionResult hold(long id) {
        return update(id, """
                UPDATE delivery SET state = 'held', next_attempt_at = NULL
                WHERE id = :id AND state IN ('queued', 'deferred')
                """);
    }

    @Override
    public ActionResult release(long id) {
        return wakeAfter(update(id, """
                UPDATE delivery SET state = CASE attempt_count WHEN 0 THEN 'queued' ELSE 'deferred' END,
                    next_attempt_at = :now
                WHERE id = :id AND state = 'held'
                """));
    }

    @Override
    public ActionResult bounce(long id) {
        return wakeAfter(withMessageLocked(id, message -> giveUp(message, id)));
    }

    @Override
    public ActionResult delete(long id) {
        return withMessageLocked(id, message -> {
            ActionResult result = update(id, "DELETE FROM delivery WHERE id = :id AND state <> 'delivering'");
            messages.deleteContentIfDone(List.of(message));
            jdbc.sql("DELETE FROM message WHERE id = :id AND NOT EXISTS (SELECT FROM delivery WHERE message_id = :id)")
                    .param("id", message)
                    .update();
            return result;
        });
    }

    @Override
    public List<Long> ids(DeliveryQuery query) {
        return search.ids(query, DeliveryPage.COUNT_LIMIT);
    }

    @Override
    public boolean hasNewer(DeliveryQuery query, long id) {
        return search.hasNewer(query, id);
    }

    @Override
    public List<Delivery> find(Collection<Long> ids) {
        return search.byIds(ids);
    }

    @Override
    public int countPossible(DeliveryAct act, Collection<Long> ids) {
        return bulk.countPossible(act, ids);
    }

    @Override
    public int act(DeliveryAct act, Collection<Long> ids) {
        int done = switch (act) {
            case RETRY -> bulk.retry(ids);
            case HOLD -> bulk.hold(ids);
            case RELEASE -> bulk.release(ids);
            case BOUNCE -> bulk.each(ids, this::bounce);
            case DELETE -> bulk.each(ids, this::delete);
        };
        if (done > 0) {
            signal.raise();
        }
        return done;
    }

    private ActionResult giveUp(long message, long id) {
        Optional<String> recipient = jdbc.sql("""
                UPDATE delivery SET state = 'bounced', next_attempt_at = NULL,
                    last_reason_code = :reason, last_reason_args = '{}'
                WHERE id = :id AND state IN ('queued', 'deferred', 'held') RETURNING recipient
                """)
                .param("reason", BY_ADMINISTRATOR.code())
                .param("id", id)
                .query(String.class)
                .optional();
        if (recipient.isEmpty()) {
            return refusal(id);
        }
        bounces.send(message, List.of(byAdministrator(recipient.get())));
        messages.deleteContentIfDone(List.of(message));
        return new Done();
    }

    private static FailedRecipient byAdministrator(String recipient) {
        return new FailedRecipient(
                EmailAddress.parse(recipient), EnhancedStatus.of("5.0.0"), BY_ADMINISTRATOR, false, null, null);
    }

    private interface Act {
        ActionResult on(long message);
    }

    private ActionResult withMessageLocked(long id, Act act) {
        return transaction.execute(status -> {
            Optional<Long> message = jdbc.sql("SELECT message_id FROM delivery WHERE id = ?")
                    .param(id)
                    .query(Long.class)
                    .optional();
            if (message.isEmpty()) {
                return new NotFound();
            }
            messages.lock(List.of(message.get()));
            return act.on(message.get());
        });
    }

    private ActionResult update(long id, String guarded) {
        int changed = jdbc.sql(guarded)
                .param("id", id)
                .param("now", Timestamps.of(clock.instant()))
                .update();
        return changed == 1 ? new Done() : refusal(id);
    }

    private ActionResult refusal(long id) {
        return jdbc.sql("SELECT state FROM delivery WHERE id = ?")
                .param(id)
                .query(String.class)
                .optional()
                .<ActionResult>map(state -> new NotAllowed(DeliveryState.of(state)))
                .orElseGet(NotFound::new);
    }

    private ActionResult wakeAfter(ActionResult result) {
        if (result instanceof Done) {
            signal.raise();
        }
        return result;
    }
}
