package dev.postseal.policy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Single rows of {@code policy_entry}. Every statement that writes raises the revision by the table's triggers; the
 * version in the {@code where} clause is the optimistic lock.
 */
@Repository
class PolicyRows {
    private final JdbcClient jdbc;
    private final StoredFindings findings;

    PolicyRows(JdbcClient jdbc, StoredFindings findings) {
        this.jdbc = jdbc;
        this.findings = findings;
    }

    Optional<PolicyEntry> find(long id) {
        return jdbc.sql("select * from policy_entry where id = ?")
                .param(id)
                .query(this::read)
                .optional();
    }

    Optional<PolicyEntry> findByTarget(String canonicalTarget) {
        return jdbc.sql("select * from policy_entry where target = ?")
                .param(canonicalTarget)
                .query(this::read)
                .optional();
    }

    /** Empty when the target is taken. */
    Optional<PolicyEntry> insert(CheckedDraft draft, Instant now, String actor) {
        return jdbc.sql("""
                        insert into policy_entry (target, policy, parameters, active, reason, owner, expires_at,
                            created_at, created_by, updated_at, updated_by, search_text)
                        values (:target, :policy, :parameters, :active, :reason, :owner, :expiresAt,
                            :now, :actor, :now, :actor, :searchText)
                        on conflict (target) do nothing
                        returning *""")
                .params(draft.columns())
                .param("now", Timestamp.from(now))
                .param("actor", actor)
                .query(this::read)
                .optional();
    }

    /**
     * Empty when the entry has another version by now.
     *
     * @throws org.springframework.dao.DuplicateKeyException when the new target is taken
     */
    Optional<PolicyEntry> update(long id, long version, CheckedDraft draft, Instant now, String actor) {
        return jdbc.sql("""
                        update policy_entry set target = :target, policy = :policy, parameters = :parameters,
                            active = :active, reason = :reason, owner = :owner, expires_at = :expiresAt,
                            updated_at = :now, updated_by = :actor, version = version + 1, search_text = :searchText
                        where id = :id and version = :version
                        returning *""")
                .params(draft.columns())
                .param("id", id)
                .param("version", version)
                .param("now", Timestamp.from(now))
                .param("actor", actor)
                .query(this::read)
                .optional();
    }

    boolean delete(long id, long version) {
        return jdbc.sql("delete from policy_entry where id = ? and version = ?")
                        .param(id)
                        .param(version)
                        .update()
                == 1;
    }

    PolicyEntry read(ResultSet row, int number) throws SQLException {
        String target = row.getString("target");
        Level level = Level.find(row.getString("policy")).orElseThrow();
        String parameters = row.getString("parameters");
        return new PolicyEntry(
                row.getLong("id"),
                target,
                level,
                parameters,
                row.getBoolean("active"),
                row.getString("reason"),
                row.getString("owner"),
                instant(row, "expires_at"),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"),
                row.getTimestamp("updated_at").toInstant(),
                row.getString("updated_by"),
                row.getLong("version"),
                findings.of(target, level, parameters));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
