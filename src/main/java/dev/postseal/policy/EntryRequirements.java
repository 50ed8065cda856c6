package dev.postseal.policy;

import dev.postseal.account.CurrentActor;
import java.sql.Timestamp;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What an administrator has switched on for entries that people write in the console. */
@Repository
public class EntryRequirements {
    private static final String REASON = "policy.reason-required";

    private final JdbcClient jdbc;
    private final CurrentActor actor;
    private final Clock clock;

    EntryRequirements(JdbcClient jdbc, CurrentActor actor, Clock clock) {
        this.jdbc = jdbc;
        this.actor = actor;
        this.clock = clock;
    }

    /** Whether nobody may save the form without a reason. */
    public boolean isReasonRequired() {
        return jdbc.sql("select value from setting where name = ?")
                .param(REASON)
                .query(String.class)
                .optional()
                .map("true"::equals)
                .orElse(false);
    }

    public void requireReason(boolean required) {
        jdbc.sql("""
                        insert into setting (name, value, changed_at, changed_by) values (:name, :value, :now, :actor)
                        on conflict (name) do update set value = excluded.value, changed_at = excluded.changed_at,
                            changed_by = excluded.changed_by""")
                .param("name", REASON)
                .param("value", String.valueOf(required))
                .param("now", Timestamp.from(clock.instant()))
                .param("actor", actor.get().label())
                .update();
    }
}
