package dev.postseal.audit;

import dev.postseal.account.Actor;
import dev.postseal.account.CurrentActor;
import dev.postseal.delivery.HelloName;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Appends to {@code audit_record}, many lines by one statement, in the transaction of whoever calls. */
@Component
class AuditLog {
    /** The change that is being taken back, while it is. */
    static final ScopedValue<Long> REVERTED = ScopedValue.newInstance();

    private static final String APPEND = """
            insert into audit_record (at, actor_kind, actor, address, node, reverts,
                subject_kind, act, subject_id, subject, search_text, before, after)
            select ?, ?, ?, ?, ?, ?, kind, act, subject_id, subject, search_text, cast(before as json), cast(after as json)
            from unnest(?, ?, ?, ?, ?, ?, ?)
                as line (kind, act, subject_id, subject, search_text, before, after)""";

    private final JdbcTemplate template;
    private final CurrentActor actor;
    private final HelloName node;
    private final Clock clock;

    AuditLog(JdbcTemplate template, CurrentActor actor, HelloName node, Clock clock) {
        this.template = template;
        this.actor = actor;
        this.node = node;
        this.clock = clock;
    }

    /** Who acts just now, by themselves. */
    Who who() {
        return switch (actor.get()) {
            case Actor.User ignored -> Who.USER;
            case Actor.Key ignored -> Who.KEY;
            case Actor.TheSystem ignored -> Who.SYSTEM;
        };
    }

    void append(Who who, List<Line> lines) {
        template.update(APPEND, statement -> fill(statement, who, lines));
    }

    private void fill(PreparedStatement statement, Who who, List<Line> lines) throws SQLException {
        statement.setTimestamp(1, Timestamp.from(clock.instant()));
        statement.setString(2, who.text());
        statement.setString(3, actor.get().label());
        statement.setString(4, actor.address());
        statement.setString(5, node.text());
        statement.setObject(6, REVERTED.isBound() ? REVERTED.get() : null, java.sql.Types.BIGINT);
        column(statement, 7, lines, line -> line.kind().text());
        column(statement, 8, lines, line -> line.act().text());
        column(statement, 9, lines, Line::subjectId);
        column(statement, 10, lines, Line::subject);
        column(statement, 11, lines, Line::searchText);
        column(statement, 12, lines, Line::before);
        column(statement, 13, lines, Line::after);
    }

    private static void column(
            PreparedStatement statement, int index, List<Line> lines, Function<Line, @Nullable String> value)
            throws SQLException {
        Object[] values = lines.stream().map(value).toArray();
        statement.setArray(index, statement.getConnection().createArrayOf("text", values));
    }
}
