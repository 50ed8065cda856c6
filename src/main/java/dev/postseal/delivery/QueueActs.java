package dev.postseal.delivery;

import dev.postseal.mail.EmailAddress;
import dev.postseal.mail.EnhancedStatus;
import dev.postseal.mail.Reason;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** Acts on deliveries, however many, within the caller's transaction: first their locks, then the act. */
@Component
class QueueActs {
    private static final Reason BY_ADMINISTRATOR = Reason.of("delivery.bounced-by-administrator");

    private final JdbcClient jdbc;
    private final MessageStore messages;
    private final Bounces bounces;
    private final Clock clock;

    QueueActs(JdbcClient jdbc, MessageStore messages, Bounces bounces, Clock clock) {
        this.jdbc = jdbc;
        this.messages = messages;
        this.bounces = bounces;
        this.clock = clock;
    }

    int countPossible(DeliveryAct act, Collection<Long> ids) {
        return jdbc.sql("SELECT count(*) FROM delivery WHERE id = ANY (:ids) AND state = ANY (:states)")
                .param("ids", bigints(ids))
                .param("states", new SqlArrayValue("text", act.states()))
                .query(Integer.class)
                .single();
    }

    /**
     * Those with which it is possible, as they stay until the transaction ends. Locked in order, so that two who act on the
     * same deliveries do not stop each other; messages first, as whoever writes down an outcome does.
     */
    List<Long> lock(DeliveryAct act, Collection<Long> ids) {
        lockMessages(act, ids);
        return jdbc.sql(
                        "SELECT id FROM delivery WHERE id = ANY (:ids) AND state = ANY (:states) ORDER BY id FOR UPDATE")
                .param("ids", bigints(ids))
                .param("states", new SqlArrayValue("text", act.states()))
                .query(Long.class)
                .list();
    }

    /**
     * The state of one delivery as it stays until the transaction ends, whether the act is possible or not; empty when there
     * is no such delivery.
     */
    Optional<DeliveryState> lock(DeliveryAct act, long id) {
        lockMessages(act, List.of(id));
        return jdbc.sql("SELECT state FROM delivery WHERE id = ? FOR UPDATE")
                .param(id)
                .query(String.class)
                .optional()
                .map(DeliveryState::of);
    }

    private void lockMessages(DeliveryAct act, Collection<Long> ids) {
        if (act == DeliveryAct.BOUNCE || act == DeliveryAct.DELETE) {
            messages.lock(jdbc.sql("SELECT DISTINCT message_id FROM delivery WHERE id = ANY (?)")
                    .param(bigints(ids))
                    .query(Long.class)
                    .list());
        }
    }

    void carryOut(DeliveryAct act, List<Long> locked) {
        switch (act) {
            case RETRY -> update("next_attempt_at = :now", locked);
            case HOLD -> update("state = 'held', next_attempt_at = NULL", locked);
            case RELEASE ->
                update(
                        "state = CASE attempt_count WHEN 0 THEN 'queued' ELSE 'deferred' END, next_attempt_at = :now",
                        locked);
            case BOUNCE -> bounce(locked);
            case DELETE -> delete(locked);
        }
    }

    private void update(String change, List<Long> locked) {
        jdbc.sql("UPDATE delivery SET " + change + " WHERE id = ANY (:ids)")
                .param("ids", bigints(locked))
                .param("now", Timestamps.of(clock.instant()))
                .update();
    }

    /** A sender is told once of all recipients of a message. */
    private void bounce(List<Long> locked) {
        Map<Long, List<FailedRecipient>> byMessage = new TreeMap<>();
        jdbc.sql("""
                UPDATE delivery SET state = 'bounced', next_attempt_at = NULL,
                    last_reason_code = :reason, last_reason_args = '{}'
                WHERE id = ANY (:ids) RETURNING message_id, recipient
                """)
                .param("reason", BY_ADMINISTRATOR.code())
                .param("ids", bigints(locked))
                .query(row -> {
                    byMessage
                            .computeIfAbsent(row.getLong("message_id"), message -> new ArrayList<>())
                            .add(byAdministrator(row.getString("recipient")));
                });
        byMessage.forEach(bounces::send);
        messages.deleteContentIfDone(byMessage.keySet());
    }

    private static FailedRecipient byAdministrator(String recipient) {
        return new FailedRecipient(
                EmailAddress.parse(recipient), EnhancedStatus.of("5.0.0"), BY_ADMINISTRATOR, false, null, null);
    }

    private void delete(List<Long> locked) {
        Set<Long> touched = new TreeSet<>(jdbc.sql("DELETE FROM delivery WHERE id = ANY (?) RETURNING message_id")
                .param(bigints(locked))
                .query(Long.class)
                .list());
        messages.deleteContentIfDone(touched);
        jdbc.sql("""
                DELETE FROM message m WHERE m.id = ANY (?)
                    AND NOT EXISTS (SELECT FROM delivery d WHERE d.message_id = m.id)
                """).param(bigints(touched)).update();
    }

    private static SqlArrayValue bigints(Collection<Long> ids) {
        return new SqlArrayValue("bigint", ids.toArray());
    }
}
