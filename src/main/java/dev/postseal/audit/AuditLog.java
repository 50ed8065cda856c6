package dev.postseal.audit;

import dev.postseal.account.Actor;
import dev.postseal.account.CurrentActor;
import dev.postseal.database.BulkLoad;
import dev.postseal.delivery.HelloName;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.stereotype.Component;

/** Appends to {@code audit_record}, however many lines by one statement, in the transaction of whoever calls. */
@Component
class AuditLog {
    /** The change that is being taken back, while it is. */
    static final ScopedValue<Long> REVERTED = ScopedValue.newInstance();

    private static final String APPEND = """
            insert into audit_record (at, actor_kind, actor, address, node, reverts,
                subject_kind, act, subject_id, subject, search_text, before, after)
            select ?, ?, ?, ?, ?, ?, kind, act, subject_id, subject, search_text, cast(before as json), cast(after as json)
            from (%s) as line (kind, act, subject_id, subject, search_text, before, after)""";

    private static final String LINES = "select * from unnest(?, ?, ?, ?, ?, ?, ?)";
    private static final int FIRST_OF_LINES = 7;

    private final JdbcTemplate template;
    private final BulkLoad bulk;
    private final CurrentActor actor;
    private final HelloName node;
    private final Clock clock;

    AuditLog(JdbcTemplate template, BulkLoad bulk, CurrentActor actor, HelloName node, Clock clock) {
        this.template = template;
        this.bulk = bulk;
        this.actor = actor;
        this.node = node;
        this.clock = clock;
    }

    /** Who acts just now, by themselves. */
    Who who() {
        return switch (actor.get()) {
            case Actor.User ignored -> Who.USER;
            case Actor.Key ignored -> Who.KEY;
            case Actor.Provider ignored -> Who.PROVIDER;
            case Actor.TheSystem ignored -> Who.SYSTEM;
        };
    }

    void append(Who who, List<Line> lines) {
        append(who, LINES, statement -> {
            int column = FIRST_OF_LINES;
            column(statement, column++, lines, line -> line.kind().text());
            column(statement, column++, lines, line -> line.act().text());
            column(statement, column++, lines, Line::subjectId);
            column(statement, column++, lines, Line::subject);
            column(statement, column++, lines, Line::searchText);
            column(statement, column++, lines, Line::before);
            column(statement, column, lines, Line::after);
        });
    }

    /**
     * What a query finds, in the order of the fields of a {@link Line}, without any of it leaving the database.
     *
     * @param count how many it will find
     */
    void append(Who who, long count, String lines, List<Object> parameters) {
        bulk.into(
                "audit_record",
                count,
                present(),
                () -> append(who, lines, statement -> {
                    for (int i = 0; i < parameters.size(); i++) {
                        statement.setObject(FIRST_OF_LINES + i, parameters.get(i));
                    }
                }));
    }

    /** Nothing is ever removed, so the newest number tells how many there are. */
    private long present() {
        Long newest = template.queryForObject("select coalesce(max(id), 0) from audit_record", Long.class);
        return newest == null ? 0 : newest;
    }

    private void append(Who who, String lines, PreparedStatementSetter parameters) {
        template.update(APPEND.formatted(lines), statement -> {
            statement.setTimestamp(1, Timestamp.from(clock.instant()));
            statement.setString(2, who.text());
            statement.setString(3, actor.get().label());
            statement.setString(4, actor.address());
            statement.setString(5, node.text());
            statement.setObject(6, REVERTED.isBound() ? REVERTED.get() : null, Types.BIGINT);
            parameters.setValues(statement);
        });
    }

    private static void column(
            PreparedStatement statement, int index, List<Line> lines, Function<Line, @Nullable String> value)
            throws SQLException {
        Object[] values = lines.stream().map(value).toArray();
        statement.setArray(index, statement.getConnection().createArrayOf("text", values));
    }
}
