package dev.postseal.delivery;

import dev.postseal.mail.EnhancedStatus;
import dev.postseal.mail.Reason;
import dev.postseal.mail.SmtpReply;
import dev.postseal.policy.Level;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
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

    void insert(long delivery, int number, String node, AttemptRecord attempt) {
        AppliedPolicy policy = attempt.policy();
        DeliveryOutcome outcome = attempt.outcome();
        SmtpReply reply = outcome.reply();
        TlsRecord tls = attempt.tls();
        jdbc.sql("""
                INSERT INTO attempt (delivery_id, number, started_at, duration_ms, node, mx_host, address, port,
                    policy_id, policy_target, policy, effective_level, policy_revision,
                    outcome, status, reply_code, reply_enhanced, reply_text, reason_code, reason_args,
                    tls, tried, transcript, because)
                VALUES (:delivery, :number, :started, :duration, :node, :host, :address, :port,
                    :policyId, :target, :policy, :effective, :revision,
                    :outcome, :status, :replyCode, :replyEnhanced, :replyText, :reason, :arguments,
                    :tls::jsonb, :tried::jsonb, :transcript, :because::jsonb)
                """)
                .param("delivery", delivery)
                .param("number", number)
                .param("started", Timestamps.of(attempt.startedAt()))
                .param("duration", attempt.duration().toMillis())
                .param("node", node)
                .param("host", attempt.mxHost())
                .param("address", attempt.address())
                .param("port", attempt.port())
                .param("policyId", policy == null ? null : policy.id())
                .param("target", policy == null ? null : policy.target())
                .param("policy", policy == null ? null : policy.level().text())
                .param(
                        "effective",
                        policy == null ? null : policy.effectiveLevel().text())
                .param("revision", policy == null ? null : policy.revision())
                .param("outcome", word(outcome))
                .param("status", outcome.status().toString())
                .param("replyCode", reply == null ? null : reply.code())
                .param(
                        "replyEnhanced",
                        reply == null
                                ? null
                                : reply.enhanced().map(EnhancedStatus::toString).orElse(null))
                .param("replyText", reply == null ? null : storable(String.join("\n", reply.lines())))
                .param("reason", outcome.reason().code())
                .param("arguments", arguments(outcome.reason()))
                .param("tls", tls == null ? null : storableJson(tls))
                .param("tried", storableJson(attempt.tried()))
                .param("transcript", storable(attempt.transcript()))
                .param("because", storableJson(policy == null ? List.of() : policy.because()))
                .update();
    }

    List<Attempt> of(long delivery) {
        return jdbc.sql("SELECT * FROM attempt WHERE delivery_id = ? ORDER BY number")
                .param(delivery)
                .query((row, number) -> attempt(row))
                .list();
    }

    static SqlArrayValue arguments(Reason reason) {
        return new SqlArrayValue(
                "text", reason.arguments().stream().map(AttemptRows::storable).toArray());
    }

    static Reason reason(String code, Array arguments) throws SQLException {
        return new Reason(code, List.of((String[]) arguments.getArray()));
    }

    /** What a server says may hold NUL, which PostgreSQL's text does not take. */
    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }

    private String storableJson(Object value) {
        return json.writeValueAsString(value).replace("\\u0000", "\\ufffd");
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
