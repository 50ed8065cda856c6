package dev.postseal.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Certificates as mail servers last showed them, one of each server of each destination, where mail depends on their end:
 * where a name is demanded, a fingerprint is pinned, or an authority is published by DANE.
 */
@Component
public class SeenCertificates {
    /** A certificate that ends later needs nobody. */
    public static final Duration SOON = Duration.ofDays(30);

    private static final Duration LATELY = Duration.ofDays(30);

    private final JdbcClient jdbc;
    private final Clock clock;

    SeenCertificates(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * For each destination that was tried within a month, the certificate that ends first, when that is over or within
     * {@link #SOON}. One that is made for a short life is due in the last quarter of it: most are renewed when a third is
     * left. Entries that have been changed, switched off or have ended since do not count.
     */
    public List<SeenCertificate> ending(int most) {
        Instant now = clock.instant();
        return jdbc.sql("""
                SELECT * FROM (
                    SELECT DISTINCT ON (c.nexthop) c.* FROM history_certificate c
                    LEFT JOIN policy_entry e ON e.id = c.policy_id
                    WHERE c.not_after <= :soon AND c.seen_at > :lately
                        AND (c.not_before IS NULL OR c.not_after - :now < (c.not_after - c.not_before) / 4)
                        AND (c.policy_id IS NULL
                            OR e.active AND e.policy = c.level AND (e.expires_at IS NULL OR e.expires_at > :now))
                    ORDER BY c.nexthop, c.not_after, c.mx_host) first
                ORDER BY not_after, nexthop LIMIT :most
                """)
                .param("now", Timestamp.from(now))
                .param("soon", Timestamp.from(now.plus(SOON)))
                .param("lately", Timestamp.from(now.minus(LATELY)))
                .param("most", most)
                .query((row, number) -> certificate(row))
                .list();
    }

    /** What the servers of a next hop last showed, the one that ends first before the others. */
    public List<SeenCertificate> of(String nexthop) {
        return jdbc.sql("SELECT * FROM history_certificate WHERE nexthop = ? ORDER BY not_after, mx_host")
                .param(nexthop)
                .query((row, number) -> certificate(row))
                .list();
    }

    /**
     * Takes over what attempts since then have seen; part of a transaction. Servers may say anything: a time that is none
     * must not keep the others from being noted.
     */
    void note(Instant since, Instant forgotten) {
        jdbc.sql("""
                INSERT INTO history_certificate (nexthop, mx_host, policy_id, level, sha256, spki_sha256, not_before, not_after,
                    seen_at, delivery_id)
                SELECT DISTINCT ON (d.nexthop, a.mx_host) d.nexthop, a.mx_host,
                    CASE WHEN a.policy_id ~ '^[0-9]{1,18}$' THEN a.policy_id::bigint END, a.effective_level,
                    a.tls #>> '{peer,sha256}', a.tls #>> '{peer,spkiSha256}',
                    CASE WHEN a.tls #>> '{peer,notBefore}' ~ :time THEN (a.tls #>> '{peer,notBefore}')::timestamptz END,
                    (a.tls #>> '{peer,notAfter}')::timestamptz, a.started_at, a.delivery_id
                FROM attempt a JOIN delivery d ON d.id = a.delivery_id
                WHERE a.started_at >= :since AND a.mx_host IS NOT NULL AND a.tls #>> '{peer,notAfter}' ~ :time
                    AND (a.effective_level IN ('verify', 'secure', 'fingerprint') OR a.tls ->> 'matchedBy' LIKE 'TLSA 2 %')
                ORDER BY d.nexthop, a.mx_host, a.started_at DESC, a.delivery_id DESC
                ON CONFLICT (nexthop, mx_host) DO UPDATE SET policy_id = excluded.policy_id, level = excluded.level,
                    sha256 = excluded.sha256, spki_sha256 = excluded.spki_sha256, not_before = excluded.not_before,
                    not_after = excluded.not_after, seen_at = excluded.seen_at, delivery_id = excluded.delivery_id
                WHERE history_certificate.seen_at <= excluded.seen_at
                """)
                .param("since", Timestamp.from(since))
                .param("time", "^[1-9][0-9]{3}-")
                .update();
        jdbc.sql("DELETE FROM history_certificate WHERE seen_at < ?")
                .param(Timestamp.from(forgotten))
                .update();
    }

    private static SeenCertificate certificate(ResultSet row) throws SQLException {
        return new SeenCertificate(
                row.getString("nexthop"),
                row.getString("mx_host"),
                row.getObject("policy_id", Long.class),
                row.getString("level"),
                row.getString("sha256"),
                row.getString("spki_sha256"),
                row.getTimestamp("not_after").toInstant(),
                row.getTimestamp("seen_at").toInstant(),
                row.getLong("delivery_id"));
    }
}
