package dev.postseal.nodes;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The nodes that were heard of within seven days and have not said that they stop. Times are the database's, so that nodes
 * need not agree on the time.
 */
@Component
public class Nodes {
    private final JdbcClient jdbc;

    Nodes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By name. */
    public List<NodeStatus> all() {
        return jdbc.sql("""
                SELECT n.*, greatest(0, r.revision - n.revision) AS changes_behind,
                    seen_at < clock_timestamp() - interval '1 minute' AS silent,
                    coalesce(behind_since < clock_timestamp() - interval '10 seconds', false) AS behind
                FROM node n CROSS JOIN policy_revision r
                WHERE NOT stopped AND seen_at > clock_timestamp() - interval '7 days' ORDER BY name, seen_at
                """).query((row, number) -> status(row)).list();
    }

    /** What Postfix did before this start, and for how long it usually did not ask. */
    record Asked(Instant at, Duration usualSilence) {}

    /** What the latest node of that name knew. */
    Optional<Asked> asked(String name) {
        return jdbc.sql("SELECT asked_at, usual_silence_s FROM node WHERE name = ? AND asked_at IS NOT NULL"
                        + " ORDER BY asked_at DESC LIMIT 1")
                .param(name)
                .query((row, number) -> new Asked(row.getTimestamp(1).toInstant(), Duration.ofSeconds(row.getLong(2))))
                .optional();
    }

    /** Since when a node is behind is for it to remember: the revision says only that it is. */
    void beat(
            String name, UUID instance, String version, long revision, @Nullable Instant asked, Duration usualSilence) {
        jdbc.sql("""
                INSERT INTO node AS known (name, instance, version, revision, behind_since, seen_at, asked_at, usual_silence_s)
                SELECT :name, :instance, :version, :revision,
                    CASE WHEN r.revision > :revision THEN clock_timestamp() END, clock_timestamp(), cast(:asked as timestamptz), :usual
                FROM policy_revision r
                ON CONFLICT (name, instance) DO UPDATE SET revision = excluded.revision, seen_at = excluded.seen_at,
                    asked_at = excluded.asked_at, usual_silence_s = excluded.usual_silence_s, stopped = false,
                    behind_since = CASE WHEN excluded.behind_since IS NOT NULL
                        THEN coalesce(known.behind_since, excluded.behind_since) END
                """)
                .param("name", name)
                .param("instance", instance)
                .param("version", version)
                .param("revision", revision)
                .param("asked", asked == null ? null : Timestamp.from(asked), Types.TIMESTAMP)
                .param("usual", usualSilence.toSeconds())
                .update();
    }

    /** Forgets whom nobody has heard of for seven days, and earlier starts of this node. */
    void forget(String name, UUID instance) {
        jdbc.sql("""
                DELETE FROM node WHERE seen_at < clock_timestamp() - interval '7 days'
                    OR name = :name AND instance <> :instance AND seen_at < clock_timestamp() - interval '1 minute'
                """).param("name", name).param("instance", instance).update();
    }

    void stopped(String name, UUID instance) {
        jdbc.sql("UPDATE node SET stopped = true, seen_at = clock_timestamp() WHERE name = ? AND instance = ?")
                .params(name, instance)
                .update();
    }

    private static NodeStatus status(ResultSet row) throws SQLException {
        Timestamp asked = row.getTimestamp("asked_at");
        return new NodeStatus(
                row.getString("name"),
                row.getString("version"),
                row.getLong("revision"),
                row.getLong("changes_behind"),
                row.getTimestamp("seen_at").toInstant(),
                row.getBoolean("silent"),
                row.getBoolean("behind"),
                asked == null ? null : asked.toInstant(),
                Duration.ofSeconds(row.getLong("usual_silence_s")));
    }
}
