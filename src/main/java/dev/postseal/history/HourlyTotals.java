package dev.postseal.history;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Adds up attempts by the hour. The last hours are counted anew each time, from the mark that the last count left: whatever
 * stopped in between, a node or all of them, the next count makes it right. One node counts at a time.
 */
@Component
public class HourlyTotals {
    /** An attempt is written down when it ends, in the hour in which it began. */
    private static final Duration LONGEST_ATTEMPT = Duration.ofHours(2);

    private static final Duration KEPT = Duration.ofDays(400);
    private static final Duration FRESH = Duration.ofSeconds(20);

    /** Above this a queue is long, however long. */
    private static final int MOST_WAITING = 100_000;

    private final JdbcClient jdbc;
    private final SeenCertificates certificates;
    private final TransactionTemplate transaction;
    private final Clock clock;

    HourlyTotals(JdbcClient jdbc, SeenCertificates certificates, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.certificates = certificates;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Counts up to this moment, unless another node is just doing it. */
    public void count() {
        count(Duration.ZERO);
    }

    /** Counts, unless that was done a moment ago. */
    void countIfDue() {
        count(FRESH);
    }

    private void count(Duration fresh) {
        transaction.executeWithoutResult(status -> {
            Instant now = clock.instant();
            // The lock is the row's: who does not get it leaves the work to who has it.
            jdbc
                    .sql("SELECT counted_until FROM history_progress FOR UPDATE SKIP LOCKED")
                    .query((row, number) -> new Mark(row.getTimestamp(1)))
                    .list()
                    .stream()
                    .filter(mark -> mark.isOlder(fresh, now))
                    .forEach(mark -> count(mark.from(now), now));
        });
    }

    private void count(Instant from, Instant now) {
        Timestamp since = Timestamp.from(from);
        jdbc.sql("DELETE FROM history_hour WHERE hour >= :since OR hour < :kept")
                .param("since", since)
                .param("kept", Timestamp.from(now.minus(KEPT)))
                .update();
        jdbc.sql("""
                INSERT INTO history_hour (hour, level, version, security, n)
                SELECT date_trunc('hour', started_at, 'UTC'), coalesce(effective_level, 'none'),
                    coalesce(tls->>'version', ''), coalesce(tls->>'security', 'none'), count(*)
                FROM attempt WHERE started_at >= :since AND outcome = 'delivered' GROUP BY 1, 2, 3, 4
                """).param("since", since).update();
        certificates.note(from, now.minus(KEPT));
        noteWaiting(now);
        jdbc.sql("UPDATE history_progress SET counted_until = ?")
                .param(Timestamp.from(now))
                .update();
    }

    private void noteWaiting(Instant now) {
        jdbc.sql("""
                INSERT INTO history_queue (hour, waiting)
                SELECT :hour, count(*) FROM (
                    SELECT FROM delivery WHERE state IN ('queued', 'deferred', 'delivering') LIMIT :most) waiting
                ON CONFLICT (hour) DO UPDATE SET waiting = excluded.waiting
                """)
                .param("hour", Timestamp.from(now.truncatedTo(ChronoUnit.HOURS)))
                .param("most", MOST_WAITING)
                .update();
        jdbc.sql("DELETE FROM history_queue WHERE hour < ?")
                .param(Timestamp.from(now.minus(KEPT)))
                .update();
    }

    /** Until when attempts were counted; null: never yet. */
    private record Mark(@Nullable Timestamp countedUntil) {
        boolean isOlder(Duration fresh, Instant now) {
            return countedUntil == null
                    || Duration.between(countedUntil.toInstant(), now).abs().compareTo(fresh) >= 0;
        }

        Instant from(Instant now) {
            if (countedUntil == null) {
                return Instant.EPOCH;
            }
            Instant until = countedUntil.toInstant();
            return (until.isBefore(now) ? until : now).minus(LONGEST_ATTEMPT).truncatedTo(ChronoUnit.HOURS);
        }
    }
}
