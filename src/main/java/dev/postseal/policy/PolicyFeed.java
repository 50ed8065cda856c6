package dev.postseal.policy;

import dev.postseal.database.BinaryRows;
import dev.postseal.policy.LiveEntry.Demand;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The active entries as nodes follow them: all of them at one revision, or what changed since one. Reads are made in
 * one repeatable-read transaction each, so that revision and entries always belong together.
 */
@Component
public class PolicyFeed {
    /** Where each new revision is notified; its payload is the revision. */
    public static final String CHANNEL = "postseal_policy";

    private static final String COLUMNS = "select id, target, policy, parameters, expires_at,"
            + " thereafter_policy, thereafter_parameters, version from policy_entry";

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final TransactionTemplate snapshot;

    PolicyFeed(JdbcTemplate template, PlatformTransactionManager transactions) {
        this.jdbc = JdbcClient.create(template);
        this.template = template;
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.snapshot.setReadOnly(true);
    }

    /** What a follower that knows a revision has to do to know the present one. */
    public sealed interface Update {
        /** Nothing changed. */
        record Current() implements Update {}

        /** These targets changed; those without an active entry are to be forgotten. */
        record Changed(long revision, Set<String> targets, Map<String, LiveEntry> entries) implements Update {}

        /** The follower is too far behind, or too much changed: this is everything. */
        record Everything(long revision, LiveEntries entries) implements Update {}
    }

    /**
     * @param known the follower's revision; negative: it knows nothing
     * @throws org.springframework.dao.DataAccessException when the database does not answer
     */
    public Update since(long known) {
        Update update = snapshot.execute(status -> read(known));
        return Objects.requireNonNull(update);
    }

    /**
     * Whatever the follower knows.
     *
     * @throws org.springframework.dao.DataAccessException when the database does not answer, or has no entries yet
     */
    public Update.Everything everything() {
        Update.Everything everything = snapshot.execute(status -> new Update.Everything(revision(), entries()));
        return Objects.requireNonNull(everything);
    }

    private Update read(long known) {
        long revision = revision();
        if (revision == known) {
            return new Update.Current();
        }
        List<@Nullable String> targets = known < 0 || isForgotten(known) ? List.of() : touchedSince(known);
        return targets.isEmpty() || targets.contains(null)
                ? new Update.Everything(revision, entries())
                : new Update.Changed(revision, new HashSet<>(targets), named(targets));
    }

    private long revision() {
        return jdbc.sql("select revision from policy_revision")
                .query(Long.class)
                .single();
    }

    private boolean isForgotten(long known) {
        return jdbc.sql("select coalesce(min(revision), 0) > ? from policy_change")
                .param(known + 1)
                .query(Boolean.class)
                .single();
    }

    private List<@Nullable String> touchedSince(long known) {
        return jdbc.sql("select distinct target from policy_change where revision > ?")
                .param(known)
                .query((row, number) -> row.getString("target"))
                .list();
    }

    private Map<String, LiveEntry> named(Collection<@Nullable String> targets) {
        Map<String, LiveEntry> entries = new HashMap<>();
        jdbc.sql(COLUMNS + " where active and target = any(?)")
                .param(targets.toArray(String[]::new))
                .query(PolicyFeed::found)
                .list()
                .forEach(entry -> entries.put(entry.target(), entry));
        return entries;
    }

    private LiveEntries entries() {
        var entries = new LiveEntries.Builder();
        template.execute((Connection connection) -> {
            BinaryRows.forEach(connection, COLUMNS + " where active", row -> entries.put(copied(row)));
            return entries;
        });
        return entries.build();
    }

    private static LiveEntry copied(BinaryRows row) throws SQLException {
        return new LiveEntry(
                row.int8(),
                row.text(),
                Level.find(row.text()).orElseThrow(),
                row.text(),
                row.instant(),
                thereafter(row.nullableText(), row.nullableText()),
                row.int8());
    }

    private static LiveEntry found(ResultSet row, int number) throws SQLException {
        Timestamp expiresAt = row.getTimestamp("expires_at");
        return new LiveEntry(
                row.getLong("id"),
                row.getString("target"),
                Level.find(row.getString("policy")).orElseThrow(),
                row.getString("parameters"),
                expiresAt == null ? null : expiresAt.toInstant(),
                thereafter(row.getString("thereafter_policy"), row.getString("thereafter_parameters")),
                row.getLong("version"));
    }

    private static @Nullable Demand thereafter(@Nullable String policy, @Nullable String parameters) {
        return policy == null || parameters == null
                ? null
                : new Demand(Level.find(policy).orElseThrow(), parameters);
    }
}
