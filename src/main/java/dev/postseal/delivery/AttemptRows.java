package dev.postseal.delivery;

import dev.postseal.mail.EnhancedStatus;
import dev.postseal.mail.Reason;
import dev.postseal.mail.SmtpReply;
import dev.postseal.policy.Level;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Attempts as rows of the history. */
@Component
class AttemptRows {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    AttemptRows(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** One attempt, for which delivery it was made, and its number there. */
    record Row(long delivery, int number, AttemptRecord attempt) {}

    /** In the same statement each entry remembers its last attempt, so that lists of entries need not look at attempts. */
    void insert(String node, List<Row> rows) {
        jdbc.sql("""
                WITH made AS MATERIALIZED (SELECT * FROM json_populate_recordset(NULL::attempt, :rows::json)),
                used AS (
                    INSERT INTO policy_use (policy_id, used_at, outcome, reason_code, delivery_id, failing)
                    SELECT DISTINCT ON (policy_id::bigint) policy_id::bigint, started_at, outcome, reason_code, delivery_id,
                        outcome = 'deferred' OR outcome = 'bounced' AND reply_code IS NULL
                    FROM made WHERE policy_id ~ '^[0-9]{1,18}$'
                    ORDER BY policy_id::bigint, started_at DESC, delivery_id DESC
                    ON CONFLICT (policy_id) DO UPDATE SET used_at = excluded.used_at, outcome = excluded.outcome,
                        reason_code = excluded.reason_code, delivery_id = excluded.delivery_id, failing = excluded.failing
                    WHERE policy_use.used_at <= excluded.used_at)
                INSERT INTO attempt (delivery_id, number, started_at, duration_ms, node, mx_host, address, port,
                    policy_id, policy_target, policy, effective_level, policy_revision,
                    outcome, status, reply_code, reply_enhanced, reply_text, reason_code, reason_args,
                    tls, tried, transcript, because)
                SELECT delivery_id, number, started_at, duration_ms, node, mx_host, address, port,
                    policy_id, policy_target, policy, effective_level, policy_revision,
                    outcome, status, reply_code, reply_enhanced, reply_text, reason_code, reason_args,
                    tls, tried, transcript, because
                FROM made
                """)
                .param("rows", rows(rows.stream().map(row -> columns(node, row)).toList()))
                .update();
    }

    /**
     * Rows for PostgreSQL's functions on record sets; a column that is left out is null. What a server says may hold NUL,
     * which PostgreSQL's text does not take.
     */
    String rows(List<? extends Map<String, ?>> rows) {
        return json.writeValueAsString(rows).replace("\\u0000", "\\ufffd");
    }

    private static Map<String, Object> columns(String node, Row row) {
        AttemptRecord attempt = row.attempt();
        var columns = new HashMap<String, Object>();
        columns.put("delivery_id", row.delivery());
        columns.put("number", row.number());
        columns.put("started_at", attempt.startedAt());
        columns.put("duration_ms", attempt.duration().toMillis());
        columns.put("node", node);
        put(columns, "mx_host", attempt.mxHost());
        put(columns, "address", attempt.address());
        put(columns, "port", attempt.port());
        put(columns, "tls", attempt.tls());
        columns.put("tried", attempt.tried());
        columns.put("transcript", attempt.transcript());
        putOutcome(columns, attempt.outcome());
        AppliedPolicy policy = attempt.policy();
        columns.put("because", policy == null ? List.of() : policy.because());
        putPolicy(columns, policy);
        return columns;
    }

    private static void putOutcome(Map<String, Object> columns, DeliveryOutcome outcome) {
        columns.put("outcome", word(outcome));
        columns.put("status", outcome.status().toString());
        columns.put("reason_code", outcome.reason().code());
        columns.put("reason_args", outcome.reason().arguments());
        SmtpReply reply = outcome.reply();
        if (reply != null) {
            columns.put("reply_code", reply.code());
            columns.put("reply_text", String.join("\n", reply.lines()));
            reply.enhanced().ifPresent(enhanced -> columns.put("reply_enhanced", enhanced.toString()));
        }
    }

    private static void putPolicy(Map<String, Object> columns, @Nullable AppliedPolicy policy) {
        if (policy != null) {
            put(columns, "policy_id", policy.id());
            put(columns, "policy_target", policy.target());
            columns.put("policy", policy.level().text());
            columns.put("effective_level", policy.effectiveLevel().text());
            columns.put("policy_revision", policy.revision());
        }
    }

    private static void put(Map<String, Object> columns, String name, @Nullable Object value) {
        if (value != null) {
            columns.put(name, value);
        }
    }

    List<Attempt> of(long delivery) {
        return jdbc.sql("SELECT * FROM attempt WHERE delivery_id = ? ORDER BY number")
                .param(delivery)
                .query((row, number) -> attempt(row))
                .list();
    }

    static Reason reason(String code, Array arguments) throws SQLException {
        return new Reason(code, List.of((String[]) arguments.getArray()));
    }

    private Attempt attempt(ResultSet row) throws SQLException {
        String tls = row.getString("tls");
        var attempt = new AttemptRecord(
                Timestamps.get(row, "started_at"),
                Duration.ofMillis(row.getLong("duration_ms")),
                row.getString("mx_host"),
                row.getString("address"),
                row.getObject("port", Integer.class),
                policy(row),
                tls == null ? null : json.readValue(tls, TlsRecord.class),
                outcome(row),
                List.of(json.readValue(row.getString("tried"), TriedHost[].class)),
                row.getString("transcript"));
        return new Attempt(row.getInt("number"), row.getString("node"), attempt);
    }

    private @Nullable AppliedPolicy policy(ResultSet row) throws SQLException {
        String level = row.getString("policy");
        return level == null
                ? null
                : new AppliedPolicy(
                        row.getString("policy_id"),
                        row.getString("policy_target"),
                        Level.find(level).orElseThrow(),
                        Level.find(row.getString("effective_level")).orElseThrow(),
                        row.getLong("policy_revision"),
                        List.of(json.readValue(row.getString("because"), Reason[].class)));
    }

    private static DeliveryOutcome outcome(ResultSet row) throws SQLException {
        EnhancedStatus status = EnhancedStatus.of(row.getString("status"));
        Reason reason = reason(row.getString("reason_code"), row.getArray("reason_args"));
        SmtpReply reply = reply(row);
        return switch (row.getString("outcome")) {
            case "deferred" -> new DeliveryOutcome.Deferred(status, reason, reply);
            case "bounced" -> new DeliveryOutcome.Bounced(status, reason, reply);
            default -> new DeliveryOutcome.Delivered(status, reply == null ? SmtpReply.of(250) : reply);
        };
    }

    private static @Nullable SmtpReply reply(ResultSet row) throws SQLException {
        Integer code = row.getObject("reply_code", Integer.class);
        return code == null
                ? null
                : SmtpReply.of(code, row.getString("reply_text").split("\n", -1));
    }

    private static String word(DeliveryOutcome outcome) {
        return switch (outcome) {
            case DeliveryOutcome.Delivered delivered -> "delivered";
            case DeliveryOutcome.Deferred deferred -> "deferred";
            case DeliveryOutcome.Bounced bounced -> "bounced";
        };
    }
}
