package dev.postseal.history;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How well delivered mail was protected, from hourly totals: a month costs as many rows as it had hours and kinds. */
@Component
public class Protection {
    private final JdbcClient jdbc;

    Protection(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The hours from then on, oldest first. They lag behind what happens by about a minute, see {@link #countedUntil}. */
    public List<HourCount> since(Instant time) {
        return jdbc.sql("SELECT hour, level, version, security, n FROM history_hour WHERE hour >= ? ORDER BY hour")
                .param(Timestamp.from(time))
                .query((row, number) -> new HourCount(
                        row.getTimestamp("hour").toInstant(),
                        row.getString("level"),
                        row.getString("version"),
                        row.getString("security"),
                        row.getLong("n")))
                .list();
    }

    /** Empty before the first count. */
    public Optional<Instant> countedUntil() {
        return jdbc.sql("SELECT counted_until FROM history_progress WHERE counted_until IS NOT NULL")
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }
}
