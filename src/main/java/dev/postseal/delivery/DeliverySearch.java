package dev.postseal.delivery;

import dev.postseal.mail.Reason;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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

    private final JdbcClient jdbc;
    private final AttemptRows attempts;

    DeliverySearch(JdbcClient jdbc, AttemptRows attempts) {
        this.jdbc = jdbc;
        this.attempts = attempts;
    }

    DeliveryPage find(DeliveryQuery query) {
        Filter filter = Filter.of(query);
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

    private long count(Filter filter) {
        return jdbc.sql("SELECT count(*) FROM (SELECT FROM delivery d" + filter.where() + " LIMIT :limit) counted")
                .params(filter.values())
                .param("limit", DeliveryPage.COUNT_LIMIT)
                .query(Long.class)
                .single();
    }

    /** Conditions and their values, never a value within the text. */
    private record Filter(String where, Map<String, Object> values) {
        static Filter of(DeliveryQuery query) {
            var conditions = new ArrayList<String>();
            var values = new HashMap<String, Object>();
            if (query.recipient() != null) {
                conditions.add("lower(d.recipient) LIKE :recipient");
                values.put("recipient", pattern(query.recipient()));
            }
            if (query.nexthop() != null) {
                conditions.add("d.nexthop = :nexthop");
                values.put("nexthop", query.nexthop().toLowerCase(Locale.ROOT));
            }
            if (query.state() != null) {
                conditions.add("d.state = :state");
                values.put("state", query.state().text());
            }
            if (query.messageId() != null) {
                conditions.add("d.message_id = (SELECT id FROM message WHERE message_id = :message)");
                values.put("message", query.messageId());
            }
            return new Filter(conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions), values);
        }

        /** A whole address exactly, anything else as a beginning. */
        private static String pattern(String recipient) {
            String literal = recipient.strip().toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1");
            int at = literal.indexOf('@');
            return at >= 0 && literal.indexOf('.', at) > at ? literal : literal + "%";
        }
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
