package dev.postseal.policy;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/**
 * Many rows of {@code policy_entry} at once, inside a transaction. A statement touches no more rows than a revision lists,
 * or every node would have to read the whole table anew.
 */
@Repository
class ManyRows {
    private static final int STEP = 1000;

    private final JdbcClient jdbc;
    private final PolicyRows rows;

    ManyRows(JdbcClient jdbc, PolicyRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /** Those that still exist, by id, kept from other writers until the transaction ends. */
    List<PolicyEntry> lock(List<Long> ids) {
        return jdbc.sql("select * from policy_entry where id = any(:ids) order by id for update")
                .param("ids", EntryColumns.ids(ids))
                .query(rows::read)
                .list();
    }

    /**
     * Those whose time is over and that have something to go back to, as they are stored; kept from other writers until the
     * transaction ends. Those that somebody else is at are left out.
     */
    List<PolicyEntry> lockGoingBack(Instant now, int most) {
        return jdbc.sql("select * from policy_entry where thereafter_policy is not null and expires_at <= :now"
                        + " order by expires_at limit :most for update skip locked")
                .param("now", Timestamp.from(now))
                .param("most", most)
                .query(rows::stored)
                .list();
    }

    /** Writes what a writer decides over rows that are locked; they are read again as they are then. */
    List<PolicyEntry> rewrite(List<PolicyEntry> changed, Instant now, String actor) {
        return inSteps(
                changed,
                some -> jdbc.sql("""
                        update policy_entry e set target = o.target, policy = o.policy, parameters = o.parameters,
                            active = o.active, reason = o.reason, owner = o.owner, expires_at = o.expires_at,
                            thereafter_policy = o.thereafter_policy, thereafter_parameters = o.thereafter_parameters,
                            thereafter_reason = o.thereafter_reason, thereafter_owner = o.thereafter_owner,
                            search_text = o.search_text, updated_at = :now, updated_by = :actor, version = e.version + 1
                        from """ + " " + EntryColumns.UNNEST + " as o(" + EntryColumns.NAMES + ")"
                                + " where e.id = o.id returning e.*")
                        .params(EntryColumns.of(some))
                        .param("now", Timestamp.from(now))
                        .param("actor", actor)
                        .query(rows::read)
                        .list());
    }

    /** Brings back entries that were deleted, under their old ids, as a further version of them. */
    List<PolicyEntry> restore(List<PolicyEntry> deleted, Instant now, String actor) {
        return inSteps(
                deleted,
                some -> jdbc.sql("insert into policy_entry (" + EntryColumns.NAMES + ") overriding system value"
                                + " select o.id, o.target, o.policy, o.parameters, o.active, o.reason, o.owner,"
                                + " o.expires_at, o.thereafter_policy, o.thereafter_parameters, o.thereafter_reason,"
                                + " o.thereafter_owner, o.created_at, o.created_by, :now, :actor, o.version + 1, o.search_text"
                                + " from " + EntryColumns.UNNEST + " as o(" + EntryColumns.NAMES + ") returning *")
                        .params(EntryColumns.of(some))
                        .param("now", Timestamp.from(now))
                        .param("actor", actor)
                        .query(rows::read)
                        .list());
    }

    void delete(List<PolicyEntry> locked) {
        inSteps(locked, some -> {
            jdbc.sql("delete from policy_entry where id = any(:ids)")
                    .param(
                            "ids",
                            EntryColumns.ids(some.stream().map(PolicyEntry::id).toList()))
                    .update();
            return some;
        });
    }

    /** Which of these targets there are entries for. */
    List<PolicyEntry> byTarget(List<String> targets) {
        return jdbc.sql("select * from policy_entry where target = any(:targets)")
                .param("targets", new SqlArrayValue("text", targets.toArray()))
                .query(rows::read)
                .list();
    }

    private static List<PolicyEntry> inSteps(
            List<PolicyEntry> entries, Function<List<PolicyEntry>, List<PolicyEntry>> write) {
        List<PolicyEntry> written = new ArrayList<>();
        for (int from = 0; from < entries.size(); from += STEP) {
            written.addAll(write.apply(entries.subList(from, Math.min(entries.size(), from + STEP))));
        }
        return written;
    }
}
