package dev.postseal.audit;

import dev.postseal.database.RowStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code audit_record}. */
@Repository
class AuditRows {
    private static final String NEWEST_FIRST = " order by at desc, id desc";

    private final JdbcTemplate template;
    private final RowStream stream;
    private final JsonMapper json;

    AuditRows(JdbcTemplate template, RowStream stream, JsonMapper json) {
        this.template = template;
        this.stream = stream;
        this.json = json;
    }

    Optional<AuditRecord> find(long id) {
        return template.query("select * from audit_record where id = ?", this::read, id).stream()
                .findFirst();
    }

    List<AuditRecord> newest(AuditQuery query, int limit) {
        AuditFilter filter = AuditFilter.of(query);
        String sql = "select * from audit_record" + filter.sql() + NEWEST_FIRST + " limit " + limit;
        return template.query(sql, this::read, filter.parameters().toArray());
    }

    /** Within a transaction the rows come as they are taken; without one all of them would come at once. */
    void forEach(AuditQuery query, Consumer<AuditRecord> consumer) {
        AuditFilter filter = AuditFilter.of(query);
        RowCallbackHandler each = row -> consumer.accept(read(row, 0));
        stream.forEach(
                "select * from audit_record" + filter.sql() + NEWEST_FIRST,
                each,
                filter.parameters().toArray());
    }

    private AuditRecord read(ResultSet row, int number) throws SQLException {
        long reverts = row.getLong("reverts");
        Long reverted = row.wasNull() ? null : reverts;
        return new AuditRecord(
                row.getLong("id"),
                row.getTimestamp("at").toInstant(),
                Who.find(row.getString("actor_kind")).orElseThrow(),
                row.getString("actor"),
                row.getString("address"),
                row.getString("node"),
                Subject.find(row.getString("subject_kind")).orElseThrow(),
                Act.find(row.getString("act")).orElseThrow(),
                row.getString("subject_id"),
                row.getString("subject"),
                tree(row.getString("before")),
                tree(row.getString("after")),
                reverted);
    }

    private @Nullable JsonNode tree(@Nullable String text) {
        return text == null ? null : json.readTree(text);
    }
}
