package dev.postseal.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * Keeps this node's claims alive, and puts back those of nodes that are no more. Leases run by the database's clock, so
 * that nodes need not agree on the time.
 */
final class Leases {
    private static final String PUT_BACK = """
            UPDATE delivery SET state = CASE attempt_count WHEN 0 THEN 'queued' ELSE 'deferred' END,
                next_attempt_at = :now, lease_owner = NULL, lease_until = NULL
            WHERE state = 'delivering' AND id IN (SELECT id FROM delivery WHERE state = 'delivering' AND %s FOR UPDATE SKIP LOCKED)
            """;

    private final JdbcClient jdbc;
    private final Node node;
    private final Duration length;
    private final Clock clock;

    Leases(JdbcClient jdbc, Node node, Duration length, Clock clock) {
        this.jdbc = jdbc;
        this.node = node;
        this.length = length;
        this.clock = clock;
    }

    /** Only what is really worked on: a claim whose answer got lost on its way to us must expire. */
    void renew(Collection<Long> deliveries) {
        jdbc.sql("""
                UPDATE delivery SET lease_until = clock_timestamp() + :length * interval '1 millisecond'
                WHERE id IN (SELECT id FROM delivery WHERE state = 'delivering' AND lease_owner = :owner AND id = ANY (:ids)
                    ORDER BY id FOR UPDATE SKIP LOCKED)
                """)
                .param("length", length.toMillis())
                .param("owner", node.leaseOwner())
                .param("ids", new SqlArrayValue("bigint", deliveries.toArray()))
                .update();
    }

    /** Puts back what other nodes left lying; returns how many. */
    int takeOver() {
        return jdbc.sql(PUT_BACK.formatted("lease_until < clock_timestamp()"))
                .param("now", Timestamps.of(clock.instant()))
                .update();
    }

    /** Puts back all that this node still holds, for others to go on with. */
    int releaseOwn() {
        return jdbc.sql(PUT_BACK.formatted("lease_owner = :owner"))
                .param("now", Timestamps.of(clock.instant()))
                .param("owner", node.leaseOwner())
                .update();
    }

    /** Puts back one delivery as if it had never been claimed. */
    void release(long delivery) {
        jdbc.sql(PUT_BACK.formatted("lease_owner = :owner AND id = :id"))
                .param("now", Timestamps.of(clock.instant()))
                .param("owner", node.leaseOwner())
                .param("id", delivery)
                .update();
    }
}
