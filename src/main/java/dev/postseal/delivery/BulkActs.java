package dev.postseal.delivery;

import java.time.Clock;
import java.util.Collection;
import java.util.function.LongFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** Acts on many deliveries: in one statement where only their state changes. */
@Component
class BulkActs {
    private final JdbcClient jdbc;
    private final Clock clock;

    BulkActs(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    int countPossible(DeliveryAct act, Collection<Long> ids) {
        return jdbc.sql("SELECT count(*) FROM delivery WHERE id = ANY (:ids) AND state = ANY (:states)")
                .param("ids", bigints(ids))
                .param("states", new SqlArrayValue("text", act.states()))
                .query(Integer.class)
                .single();
    }

    int retry(Collection<Long> ids) {
        return update("next_attempt_at = :now", DeliveryAct.RETRY, ids);
    }

    int hold(Collection<Long> ids) {
        return update("state = 'held', next_attempt_at = NULL", DeliveryAct.HOLD, ids);
    }

    int release(Collection<Long> ids) {
        return update(
                "state = CASE attempt_count WHEN 0 THEN 'queued' ELSE 'deferred' END, next_attempt_at = :now",
                DeliveryAct.RELEASE,
                ids);
    }

    /** One after the other: each has its message to lock and its sender to tell. */
    int each(Collection<Long> ids, LongFunction<ActionResult> act) {
        return (int) ids.stream()
                .filter(id -> act.apply(id) instanceof ActionResult.Done)
                .count();
    }

    /** Locked in order, so that two who act on the same deliveries do not stop each other. */
    private int update(String change, DeliveryAct act, Collection<Long> ids) {
        return jdbc.sql("UPDATE delivery SET " + change + """
                 WHERE id IN (SELECT id FROM delivery WHERE id = ANY (:ids) AND state = ANY (:states)
                    ORDER BY id FOR NO KEY UPDATE)
                """)
                .param("ids", bigints(ids))
                .param("states", new SqlArrayValue("text", act.states()))
                .param("now", Timestamps.of(clock.instant()))
                .update();
    }

    private static SqlArrayValue bigints(Collection<Long> ids) {
        return new SqlArrayValue("bigint", ids.toArray());
    }
}
