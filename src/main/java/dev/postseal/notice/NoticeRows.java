package dev.postseal.notice;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which expiries have been announced. The clock decides what is due, the row who announces it. */
@Component
class NoticeRows {
    private final JdbcClient jdbc;

    NoticeRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An active entry that ends at that time. */
    record Due(long policy, Instant expiresAt) {
        /** Comes before all that end after {@code time}. */
        static Due before(Instant time) {
            return new Due(Long.MAX_VALUE, time);
        }
    }

    /**
     * Entries that come behind {@code last} and end not after {@code to} and were not announced yet, the next ones first.
     * What has something to go back to goes back, so nobody is told that it no longer applies.
     *
     * @param all also those whose owner cannot be a mail address
     */
    List<Due> due(NoticeKind kind, Due last, Instant to, boolean all, int most) {
        return jdbc.sql("""
                SELECT id, expires_at FROM policy_entry e
                WHERE active AND (expires_at, id) > (:last, :lastId) AND expires_at <= :to AND (:all OR owner LIKE '%@%')
                AND (:kind = 'soon' OR thereafter_policy IS NULL) AND NOT EXISTS (
                    SELECT FROM expiry_notice n WHERE n.policy_id = e.id AND n.expires_at = e.expires_at AND n.kind = :kind)
                ORDER BY expires_at, id LIMIT :most
                """)
                .param("last", Timestamp.from(last.expiresAt()))
                .param("lastId", last.policy())
                .param("to", Timestamp.from(to))
                .param("all", all)
                .param("kind", kind.text())
                .param("most", most)
                .query((row, number) -> new Due(
                        row.getLong("id"), row.getTimestamp("expires_at").toInstant()))
                .list();
    }

    /**
     * Whether this is ours to announce: the entry still ends then, and nobody else has announced it. Another node that
     * claims the same waits until this transaction has ended.
     */
    boolean claim(Due due, NoticeKind kind, Instant now) {
        return jdbc.sql("""
                INSERT INTO expiry_notice (policy_id, expires_at, kind, made_at)
                SELECT id, expires_at, :kind, :now FROM policy_entry WHERE id = :id AND active AND expires_at = :expires
                ON CONFLICT DO NOTHING
                """)
                        .param("id", due.policy())
                        .param("expires", Timestamp.from(due.expiresAt()))
                        .param("kind", kind.text())
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }

    void forget(Instant before) {
        jdbc.sql("DELETE FROM expiry_notice WHERE made_at < :before AND expires_at < :before")
                .param("before", Timestamp.from(before))
                .update();
    }
}
