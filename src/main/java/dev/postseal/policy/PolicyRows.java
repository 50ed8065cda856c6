package dev.postseal.policy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
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
    private final Clock clock;

    PolicyRows(JdbcClient jdbc, StoredFindings findings, Clock clock) {
        this.jdbc = jdbc;
        this.findings = findings;
        this.clock = clock;
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
                            thereafter_policy, thereafter_parameters, thereafter_reason, thereafter_owner,
                            created_at, created_by, updated_at, updated_by, search_text)
                        values (:target, :policy, :parameters, :active, :reason, :owner, :expiresAt,
                            :thenPolicy, :thenParameters, :thenReason, :thenOwner,
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
                            thereafter_policy = :thenPolicy, thereafter_parameters = :thenParameters,
                            thereafter_reason = :thenReason, thereafter_owner = :thenOwner,
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

    /** The entry as it is now, whether or not its row has been brought up to what it says after its end. */
    PolicyEntry read(ResultSet row, int number) throws SQLException {
        PolicyEntry entry = stored(row, number).at(clock.instant());
        return entry.with(findings.of(entry));
    }

    /** The entry as its row has it, without findings. */
    PolicyEntry stored(ResultSet row, int number) throws SQLException {
        return new PolicyEntry(
                row.getLong("id"),
                row.getString("target"),
                Level.find(row.getString("policy")).orElseThrow(),
                row.getString("parameters"),
                row.getBoolean("active"),
                row.getString("reason"),
                row.getString("owner"),
                instant(row, "expires_at"),
                thereafter(row),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"),
                row.getTimestamp("updated_at").toInstant(),
                row.getString("updated_by"),
                row.getLong("version"),
                List.of());
    }

    private static @Nullable Thereafter thereafter(ResultSet row) throws SQLException {
        String policy = row.getString("thereafter_policy");
        return policy == null
                ? null
                : new Thereafter(
                        Level.find(policy).orElseThrow(),
                        row.getString("thereafter_parameters"),
                        row.getString("thereafter_reason"),
                        row.getString("thereafter_owner"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
