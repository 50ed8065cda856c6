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

    /** Those that expire after {@code from} and not after {@code to}, the next ones first. */
    public List<PolicyEntry> between(Instant from, Instant to, int most) {
        return jdbc.sql("""
                        select * from policy_entry
                        where active and expires_at > :from and expires_at <= :to order by expires_at limit :most""")
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .param("most", most)
                .query(rows::read)
                .list();
    }
}
