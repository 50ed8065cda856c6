package dev.postseal.delivery;

import dev.postseal.mail.Reason;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** Finds deliveries; each filter has an index that yields newest first. */
@Component
class DeliverySearch {
    private static final String COLUMNS = """
            SELECT d.id, m.message_id, m.envelope_from, d.recipient, d.nexthop, d.state, d.queued_at, d.next_attempt_at,
                   d.attempt_count, d.last_reason_code, d.last_reason_args
            FROM delivery d JOIN message m ON m.id = d.message_id
            """;

    /** Closer to its place a time need not be followed. */
    static final long NEAR = 500;

    private final JdbcClient jdbc;
    private final AttemptRows attempts;

    DeliverySearch(JdbcClient jdbc, AttemptRows attempts) {
        this.jdbc = jdbc;
        this.attempts = attempts;
    }

    DeliveryPage find(DeliveryQuery query) {
        DeliveryFilter filter = DeliveryFilter.of(query, this::firstSince);
        // Ids first: only the rows of this page are joined, however far back it lies.
        String page = "WHERE d.id IN (SELECT id FROM delivery d" + filter.where()
                + " ORDER BY id DESC LIMIT :size OFFSET :offset) ORDER BY d.id DESC";
        List<Delivery> items = jdbc.sql(COLUMNS + page)
                .params(filter.values())
                .param("size", query.size())
                .param("offset", (long) query.page() * query.size())
                .query((row, number) -> delivery(row))
                .list();
        return new DeliveryPage(items, query.page(), query.size(), count(filter));
    }

    /** The newest of what a query finds, whatever its page and size. */
    List<Long> ids(DeliveryQuery query, int limit) {
        DeliveryFilter filter = DeliveryFilter.of(query, this::firstSince);
        return jdbc.sql("SELECT d.id FROM delivery d" + filter.where() + " ORDER BY d.id DESC LIMIT :limit")
                .params(filter.values())
                .param("limit", limit)
                .query(Long.class)
                .list();
    }

    /** Reads only what has come since. */
    boolean hasNewer(DeliveryQuery query, long id) {
        DeliveryFilter filter = DeliveryFilter.of(query, this::firstSince).after(id);
        return jdbc.sql("SELECT EXISTS (SELECT FROM delivery d" + filter.where() + ")")
                .params(filter.values())
                .query(Boolean.class)
                .single();
    }

    List<Delivery> byIds(Collection<Long> ids) {
        return jdbc.sql(COLUMNS + "WHERE d.id = ANY (?) ORDER BY d.id DESC")
                .param(new SqlArrayValue("bigint", ids.toArray()))
                .query((row, number) -> delivery(row))
                .list();
    }

    /** By halves, along the primary key. */
    private long firstSince(Instant time) {
        long low = 0;
        long high = jdbc.sql("SELECT coalesce(max(id), 0) + 1 FROM delivery")
                .query(Long.class)
                .single();
        while (high - low > NEAR) {
            long middle = low + (high - low) / 2;
            boolean before = jdbc.sql("SELECT queued_at < ? FROM delivery WHERE id >= ? ORDER BY id LIMIT 1")
                    .param(Timestamps.of(time))
                    .param(middle)
                    .query(Boolean.class)
                    .optional()
                    .orElse(false);
            low = before ? middle : low;
            high = before ? high : middle;
        }
        return low;
    }

    Optional<DeliveryWithAttempts> get(long id) {
        return jdbc.sql(COLUMNS + "WHERE d.id = ?")
                .param(id)
                .query((row, number) -> delivery(row))
                .optional()
                .map(delivery -> new DeliveryWithAttempts(delivery, attempts.of(id)));
    }

    Map<Long, String> proofs(List<Delivery> deliveries) {
        Long[] delivered = deliveries.stream()
                .filter(delivery -> delivery.state() == DeliveryState.DELIVERED)
                .map(Delivery::id)
                .toArray(Long[]::new);
        var proofs = new HashMap<Long, String>();
        jdbc.sql("""
                SELECT delivery_id, coalesce(tls->>'security', 'none') FROM attempt
                WHERE delivery_id = ANY(?) AND outcome = 'delivered'
                """).param(new SqlArrayValue("bigint", (Object[]) delivered)).query(row -> {
            proofs.put(row.getLong(1), row.getString(2));
        });
        return proofs;
    }

    private long count(DeliveryFilter filter) {
        return jdbc.sql("SELECT count(*) FROM (SELECT FROM delivery d" + filter.where() + " LIMIT :limit) counted")
                .params(filter.values())
                .param("limit", DeliveryPage.COUNT_LIMIT)
                .query(Long.class)
                .single();
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        return new Delivery(
                row.getLong("id"),
                row.getString("message_id"),
                row.getString("envelope_from"),
                row.getString("recipient"),
                row.getString("nexthop"),
                DeliveryState.of(row.getString("state")),
                Timestamps.get(row, "queued_at"),
                Timestamps.find(row, "next_attempt_at"),
                row.getInt("attempt_count"),
                lastReason(row));
    }

    private static @Nullable Reason lastReason(ResultSet row) throws SQLException {
        String code = row.getString("last_reason_code");
        Array arguments = row.getArray("last_reason_args");
        return code == null ? null : AttemptRows.reason(code, arguments);
    }
}
