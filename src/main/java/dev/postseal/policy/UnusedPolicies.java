package dev.postseal.policy;

import dev.postseal.housekeeping.Rounds;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps {@code policy_unused} short: entries that have been used by now, or deleted, leave their lists, and short lists
 * become one. Lists of entries are right without it, only slower.
 */
@Component
class UnusedPolicies extends Rounds {
    private static final Duration PAUSE = Duration.ofHours(1);
    /** So many lists are looked at by one statement: some hundred thousand entries. */
    private static final int STEP = 100;
    /** A list of less is put together with others. */
    private static final int SHORT = 500;

    private final JdbcClient jdbc;

    UnusedPolicies(JdbcClient jdbc) {
        super("postseal-unused-policies", PAUSE);
        this.jdbc = jdbc;
    }

    /** Not while a start reads a million entries. */
    @Override
    protected Duration pauseBefore() {
        return PAUSE;
    }

    @Override
    protected void round() {
        long last = number("select coalesce(max(list), 0) from policy_unused");
        long done = 0;
        while (done < last) {
            long step = Math.min(last, stepAfter(done));
            tidy(done, step);
            done = step;
        }
    }

    /** The last list of the step that begins after one. */
    private long stepAfter(long list) {
        return jdbc.sql(
                        "select coalesce(max(list), 9223372036854775807)"
                                + " from (select list from policy_unused where list > :list order by list limit :step) following")
                .param("list", list)
                .param("step", STEP)
                .query(Long.class)
                .single();
    }

    /** In one statement, so that no entry is without a list in between. */
    private void tidy(long after, long last) {
        jdbc.sql("""
                with gone as (
                    delete from policy_unused l where list > :after and list <= :last and (n < :short or n <> (
                        select count(*) from unnest(ids) listed (it) where exists (select from policy_entry e where e.id = it)
                            and not exists (select from policy_use u where u.policy_id = it)
                            and not exists (select from policy_asked a where a.policy_id = it)))
                    returning ids)
                select policy_unused_lists(array_agg(distinct it)) from gone, unnest(ids) listed (it)
                where exists (select from policy_entry e where e.id = it)
                    and not exists (select from policy_use u where u.policy_id = it)
                    and not exists (select from policy_asked a where a.policy_id = it)""")
                .param("after", after)
                .param("last", last)
                .param("short", SHORT)
                .query((row, number) -> true)
                .list();
    }

    private long number(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
