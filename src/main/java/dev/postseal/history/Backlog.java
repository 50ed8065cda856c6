package dev.postseal.history;

import dev.postseal.mail.Reason;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What waits, and why. However much that is, only the newest {@value #LOOKED_AT} are looked at. */
@Component
public class Backlog {
    public static final int LOOKED_AT = 20_000;

    private final JdbcClient jdbc;
    private final Clock clock;

    Backlog(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Destinations and reasons with the most deferred mail. */
    public List<Deferring> deferring(int most) {
        return jdbc.sql("""
                SELECT g.nexthop, g.n, g.oldest, g.next, d.last_reason_code, d.last_reason_args
                FROM (SELECT nexthop, last_reason_code, count(*) AS n, min(queued_at) AS oldest,
                        min(next_attempt_at) AS next, max(id) AS newest
                    FROM (SELECT id, nexthop, last_reason_code, queued_at, next_attempt_at FROM delivery
                        WHERE state = 'deferred' ORDER BY id DESC LIMIT :lookedAt) waiting
                    GROUP BY nexthop, last_reason_code ORDER BY n DESC, nexthop LIMIT :most) g
                JOIN delivery d ON d.id = g.newest ORDER BY g.n DESC, g.nexthop
                """)
                .param("lookedAt", LOOKED_AT)
                .param("most", most)
                .query((row, number) -> deferring(row))
                .list();
    }

    private static Deferring deferring(ResultSet row) throws SQLException {
        return new Deferring(
                row.getString("nexthop"),
                reason(row),
                row.getLong("n"),
                row.getTimestamp("oldest").toInstant(),
                row.getTimestamp("next").toInstant());
    }

    private static @Nullable Reason reason(ResultSet row) throws SQLException {
        String code = row.getString("last_reason_code");
        Array facts = row.getArray("last_reason_args");
        return code == null ? null : new Reason(code, facts == null ? List.of() : List.of((String[]) facts.getArray()));
    }

    /** How many waited at the end of the hour before the last whole one; empty when nobody looked then. */
    public OptionalLong waitingBefore() {
        return waitingAt(clock.instant().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(1)));
    }

    /** How many waited when last looked at. */
    public OptionalLong waitingNow() {
        return waitingAt(clock.instant().truncatedTo(ChronoUnit.HOURS));
    }

    private OptionalLong waitingAt(Instant hour) {
        return jdbc
                .sql("SELECT waiting FROM history_queue WHERE hour = ?")
                .param(Timestamp.from(hour))
                .query(Long.class)
                .list()
                .stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }
}
