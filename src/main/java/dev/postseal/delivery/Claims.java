package dev.postseal.delivery;

import dev.postseal.delivery.Slots.Free;
import dev.postseal.mail.EmailAddress;
import dev.postseal.mail.NextHop;
import dev.postseal.mail.ReversePath;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * Claims due work for this node, each claim one statement that no two nodes can both win. What has been due longest
 * comes first, as far as its next hop has room; when a crowded next hop fills that view, the others are visited in turn.
 */
final class Claims {
    static final int MAX_RECIPIENTS = 100;
    /** How far to look; less while little is claimed at a time, because looking costs more than claiming then. */
    private static final int FRONT = 2_000;

    private static final int LEAST_FRONT = 200;
    private static final int FRONT_A_GROUP = 10;
    /** Every so many claims begin with the other next hops, lest one that always has room for a few keep them waiting. */
    private static final int TURN_OF_OTHERS = 10;

    private static final int DESTINATIONS_A_ROUND = 500;

    private static final String LONGEST_DUE = """
            SELECT message_id, nexthop, next_attempt_at FROM delivery
            WHERE state IN ('queued', 'deferred') AND next_attempt_at <= :now
            ORDER BY next_attempt_at LIMIT :front
            """;

    private static final String OF_DESTINATIONS = """
            SELECT d.message_id, d.nexthop, d.next_attempt_at FROM unnest(:destinations) AS wanted(nexthop)
            CROSS JOIN LATERAL (
                SELECT message_id, nexthop, next_attempt_at FROM delivery
                WHERE nexthop = wanted.nexthop AND state IN ('queued', 'deferred') AND next_attempt_at <= :now
                ORDER BY next_attempt_at LIMIT :perDestination) d
            """;

    /**
     * Groups are ranked within their next hop before any row is locked, so that no next hop gets more than its room. Rows of
     * a group are found by their message alone: the concatenations keep the planner from the indexes of what is due, which
     * it would read from end to end for each group while it believes the queue to be short.
     */
    private static final String CLAIM = """
            WITH busy AS MATERIALIZED (SELECT * FROM unnest(:busy, :room) AS b(nexthop, room)),
            front AS MATERIALIZED (%s),
            ranked AS (
                SELECT message_id, nexthop, min(next_attempt_at) AS since,
                       row_number() OVER (PARTITION BY nexthop ORDER BY min(next_attempt_at), message_id) AS rank
                FROM front GROUP BY message_id, nexthop),
            chosen AS MATERIALIZED (
                SELECT message_id, nexthop FROM ranked LEFT JOIN busy USING (nexthop)
                WHERE rank <= coalesce(room, :perDestination) ORDER BY since LIMIT :groups),
            claimed AS MATERIALIZED (
                SELECT d.id FROM chosen CROSS JOIN LATERAL (
                    SELECT id FROM delivery WHERE message_id = chosen.message_id AND nexthop || '' = chosen.nexthop
                    AND state || '' IN ('queued', 'deferred') AND next_attempt_at <= :now
                    ORDER BY id LIMIT :recipients FOR UPDATE SKIP LOCKED) d)
            UPDATE delivery SET state = 'delivering', next_attempt_at = NULL, lease_owner = :owner,
                lease_until = clock_timestamp() + :lease * interval '1 millisecond'
            FROM claimed, message
            WHERE delivery.id = claimed.id AND message.id = delivery.message_id
            RETURNING delivery.id, delivery.message_id AS message, recipient, nexthop, attempt_count, queued_at,
                message.message_id AS name, envelope_from, size, eight_bit, smtp_utf8
            """;

    /** Hops from one next hop to the one after it through the index, however many rows each has. */
    private static final String WALK = """
            WITH RECURSIVE walk(nexthop, due, step) AS (
                (SELECT nexthop, next_attempt_at, 1 FROM delivery
                 WHERE state IN ('queued', 'deferred') AND nexthop > :after
                 ORDER BY nexthop, next_attempt_at LIMIT 1)
                UNION ALL
                SELECT n.nexthop, n.next_attempt_at, step + 1 FROM walk CROSS JOIN LATERAL (
                    SELECT nexthop, next_attempt_at FROM delivery
                    WHERE state IN ('queued', 'deferred') AND nexthop > walk.nexthop
                    ORDER BY nexthop, next_attempt_at LIMIT 1) n
                WHERE step < :steps)
            SELECT nexthop, due <= :now AS due FROM walk ORDER BY step
            """;

    private final JdbcClient jdbc;
    private final MessageStore messages;
    private final Node node;
    private final Duration lease;
    private final Clock clock;
    private String visited = "";
    private int claims;
    private int depth = FRONT;

    Claims(JdbcClient jdbc, MessageStore messages, Node node, Duration lease, Clock clock) {
        this.jdbc = jdbc;
        this.messages = messages;
        this.node = node;
        this.lease = lease;
        this.clock = clock;
    }

    List<ClaimedGroup> claim(Free free) {
        if (free.total() < 1) {
            return List.of();
        }
        if (++claims % TURN_OF_OTHERS == 0 && !free.busy().isEmpty()) {
            List<ClaimedGroup> groups = claimOfOthers(free);
            if (!groups.isEmpty()) {
                return groups;
            }
        }
        List<ClaimedGroup> groups = claim(LONGEST_DUE, new String[0], free, free.total());
        depth = groups.isEmpty() ? FRONT : Math.clamp((long) FRONT_A_GROUP * groups.size(), LEAST_FRONT, FRONT);
        return groups.isEmpty() && free.anyExhausted() ? claimOfOthers(free) : groups;
    }

    /** The next few next hops after those visited last time. */
    private List<ClaimedGroup> claimOfOthers(Free free) {
        record Destination(String nextHop, boolean due) {}
        List<Destination> round = jdbc.sql(WALK)
                .param("after", visited)
                .param("steps", DESTINATIONS_A_ROUND)
                .param("now", Timestamps.of(clock.instant()))
                .query((row, number) -> new Destination(row.getString("nexthop"), row.getBoolean("due")))
                .list();
        visited = round.size() < DESTINATIONS_A_ROUND ? "" : round.getLast().nextHop();
        String[] wanted = round.stream()
                .filter(destination -> destination.due() && free.hasRoomFor(destination.nextHop()))
                .map(Destination::nextHop)
                .toArray(String[]::new);
        return wanted.length == 0 ? List.of() : claim(OF_DESTINATIONS, wanted, free, free.total());
    }

    private List<ClaimedGroup> claim(String front, String[] destinations, Free free, int groups) {
        var busy = new ArrayList<>(free.busy().entrySet());
        List<Row> rows = jdbc.sql(CLAIM.formatted(front))
                .param(
                        "busy",
                        new SqlArrayValue(
                                "text", busy.stream().map(Map.Entry::getKey).toArray()))
                .param(
                        "room",
                        new SqlArrayValue(
                                "int", busy.stream().map(Map.Entry::getValue).toArray()))
                .param("destinations", new SqlArrayValue("text", (Object[]) destinations))
                .param("now", Timestamps.of(clock.instant()))
                .param("front", depth)
                .param("perDestination", free.perDestination())
                .param("groups", groups)
                .param("recipients", MAX_RECIPIENTS)
                .param("owner", node.leaseOwner())
                .param("lease", lease.toMillis())
                .query((row, number) -> row(row))
                .list();
        return grouped(rows);
    }

    private record Row(long message, String nextHop, OutgoingMessage outgoing, Recipient recipient) {}

    private record Key(long message, String nextHop) {}

    private Row row(ResultSet row) throws SQLException {
        long message = row.getLong("message");
        long size = row.getLong("size");
        var outgoing = new OutgoingMessage(
                row.getString("name"),
                ReversePath.parse(row.getString("envelope_from")),
                size,
                row.getBoolean("eight_bit"),
                row.getBoolean("smtp_utf8"),
                Timestamps.get(row, "queued_at"),
                () -> messages.content(message, size));
        var recipient = new Recipient(
                row.getLong("id"), EmailAddress.parse(row.getString("recipient")), row.getInt("attempt_count") + 1);
        return new Row(message, row.getString("nexthop"), outgoing, recipient);
    }

    private static List<ClaimedGroup> grouped(List<Row> rows) {
        Map<Key, List<Row>> groups = new LinkedHashMap<>();
        for (Row row : rows) {
            groups.computeIfAbsent(new Key(row.message(), row.nextHop()), key -> new ArrayList<>())
                    .add(row);
        }
        return groups.values().stream().map(Claims::group).toList();
    }

    private static ClaimedGroup group(List<Row> rows) {
        Row first = rows.getFirst();
        List<Recipient> recipients = rows.stream().map(Row::recipient).toList();
        return new ClaimedGroup(first.message(), first.outgoing(), NextHop.parse(first.nextHop()), recipients);
    }
}
