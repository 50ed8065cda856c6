package dev.postseal.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many entries there are; exact, and of one moment. */
public final class PolicyCounts {
    private final List<Some> counted;

    private PolicyCounts(List<Some> counted) {
        this.counted = counted;
    }

    private record Some(String policy, boolean active, long n) {}

    static PolicyCounts read(JdbcClient jdbc) {
        return new PolicyCounts(jdbc.sql("select policy, active, sum(n) from policy_count group by policy, active")
                .query((row, number) -> new Some(row.getString(1), row.getBoolean(2), row.getLong(3)))
                .list());
    }

    public long total() {
        return of(null, null);
    }

    /**
     * @param level null for all
     * @param active null for those switched on and off
     */
    public long of(@Nullable Level level, @Nullable Boolean active) {
        return counted.stream()
                .filter(some -> level == null || some.policy().equals(level.text()))
                .filter(some -> active == null || some.active() == active)
                .mapToLong(Some::n)
                .sum();
    }
}
