package dev.postseal.policy;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Active entries whose time is over, or soon will be. */
@Component
public class ExpiringPolicies {
    private final JdbcClient jdbc;
    private final PolicyRows rows;

    ExpiringPolicies(JdbcClient jdbc, PolicyRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /** Those that expired after {@code from} and not after {@code now}, the oldest first; what goes back never expires. */
    public List<PolicyEntry> expired(Instant from, Instant now, int most) {
        return between("and thereafter_policy is null", from, now, most);
    }

    /** Those that end after {@code now} and not after {@code to}, whatever applies thereafter, the next ones first. */
    public List<PolicyEntry> ending(Instant now, Instant to, int most) {
        return between("", now, to, most);
    }

    private List<PolicyEntry> between(String which, Instant from, Instant to, int most) {
        return jdbc.sql("select * from policy_entry where active and expires_at > :from and expires_at <= :to " + which
                        + " order by expires_at limit :most")
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .param("most", most)
                .query(rows::read)
                .list();
    }
}
