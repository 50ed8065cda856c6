package dev.postseal.policy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/** What it takes to take changes back: rows of {@code policy_undo}. */
@Repository
class UndoRows {
    private final JdbcClient jdbc;
    private final PolicyRows rows;

    UndoRows(JdbcClient jdbc, PolicyRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /**
     * @param versionAfter null: the change deleted the entry
     * @param before null: the change added the entry
     */
    record Step(
            long id, @Nullable Long versionAfter, @Nullable PolicyEntry before) {
        boolean isOvertaken(@Nullable PolicyEntry present) {
            return versionAfter == null ? present != null : present == null || present.version() != versionAfter;
        }
    }

    void insert(UUID undo, Instant now, String actor, List<PolicyChange> changes) {
        jdbc.sql("insert into policy_undo (id, made_at, made_by) values (?, ?, ?)")
                .params(undo, Timestamp.from(now), actor)
                .update();
        List<PolicyChange> added =
                changes.stream().filter(change -> change.before() == null).toList();
        insertAdded(undo, added.stream().map(UndoRows::after).toList());
        insertRest(
                undo, changes.stream().filter(change -> change.before() != null).toList());
    }

    private static PolicyEntry after(PolicyChange change) {
        PolicyEntry after = change.after();
        if (after == null) {
            throw new IllegalArgumentException("neither before nor after");
        }
        return after;
    }

    private void insertAdded(UUID undo, List<PolicyEntry> added) {
        added.forEach(
                entry -> jdbc.sql("insert into policy_undo_entry (undo, policy_id, version_after) values (?, ?, ?)")
                        .params(undo, entry.id(), entry.version())
                        .update());
    }

    private void insertRest(UUID undo, List<PolicyChange> changes) {
        List<PolicyEntry> before = changes.stream().map(PolicyChange::before).toList();
        Object[] versions = changes.stream()
                .map(PolicyChange::after)
                .map(after -> after == null ? null : after.version())
                .toArray();
        jdbc.sql("insert into policy_undo_entry (undo, policy_id, target, policy, parameters, active, reason, owner,"
                        + " expires_at, thereafter_policy, thereafter_parameters, thereafter_reason, thereafter_owner, created_at, created_by, updated_at, updated_by, version, version_after)"
                        + " select :undo, o.id, o.target, o.policy, o.parameters, o.active, o.reason, o.owner,"
                        + " o.expires_at, o.thereafter_policy, o.thereafter_parameters, o.thereafter_reason,"
                        + " o.thereafter_owner, o.created_at, o.created_by, o.updated_at, o.updated_by, o.version, o.after"
                        + " from " + EntryColumns.UNNEST.replace(")", ", :after)") + " as o(" + EntryColumns.NAMES
                        + ", after)")
                .params(EntryColumns.of(before))
                .param("after", new SqlArrayValue("bigint", versions))
                .param("undo", undo)
                .update();
    }

    /** Takes out what this actor can take back under the name; empty when there is nothing (any more). */
    List<Step> take(UUID undo, String actor) {
        List<Step> steps = jdbc.sql("""
                        select e.*, e.policy_id as id from policy_undo_entry e join policy_undo u on u.id = e.undo
                        where u.id = :undo and u.made_by = :actor order by e.policy_id for update of u""")
                .param("undo", undo)
                .param("actor", actor)
                .query((row, number) -> step(row))
                .list();
        jdbc.sql("delete from policy_undo where id = ? and made_by = ?")
                .params(undo, actor)
                .update();
        return steps;
    }

    private Step step(ResultSet row) throws SQLException {
        return new Step(
                row.getLong("policy_id"),
                row.getObject("version_after", Long.class),
                row.getString("target") == null ? null : rows.read(row, 0));
    }

    void forget(Instant before) {
        jdbc.sql("delete from policy_undo where made_at < ?")
                .param(Timestamp.from(before))
                .update();
    }
}
