package dev.postseal.policy;

import dev.postseal.database.RowStream;
import dev.postseal.policy.LiveEntry.Demand;
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

    private static final String COLUMNS = "select id, target, policy, parameters, expires_at, version,"
            + " thereafter_policy, thereafter_parameters from policy_entry";

    private final JdbcClient jdbc;
    private final RowStream stream;
    private final TransactionTemplate snapshot;

    PolicyFeed(JdbcClient jdbc, RowStream stream, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.stream = stream;
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

    private Update read(long known) {
        long revision = revision();
        if (revision == known) {
            return new Update.Current();
        }
        List<@Nullable String> targets = known < 0 || isForgotten(known) ? List.of() : touchedSince(known);
        return targets.isEmpty() || targets.contains(null)
                ? new Update.Everything(revision, everything())
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
                .query(PolicyFeed::read)
                .list()
                .forEach(entry -> entries.put(entry.target(), entry));
        return entries;
    }

    private LiveEntries everything() {
        var entries = new LiveEntries.Builder();
        stream.forEach(COLUMNS + " where active", row -> {
            entries.put(read(row, 0));
        });
        return entries.build();
    }

    /** By place, not by name: this is done a million times while the product starts. */
    private static LiveEntry read(ResultSet row, int number) throws SQLException {
        Timestamp expiresAt = row.getTimestamp(5);
        String then = expiresAt == null ? null : row.getString(7);
        return new LiveEntry(
                row.getLong(1),
                row.getString(2),
                Level.find(row.getString(3)).orElseThrow(),
                row.getString(4),
                expiresAt == null ? null : expiresAt.toInstant(),
                then == null ? null : new Demand(Level.find(then).orElseThrow(), row.getString(8)),
                row.getLong(6));
    }
}
