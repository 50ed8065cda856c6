package dev.postseal.policy;

import dev.postseal.policy.ImportPreview.Kind;
import dev.postseal.policy.ImportPreview.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What an import would do, line by line. */
@Component
class ImportPreviews {
    private static final String LINES = """
            select l.*, e.active as old_active,""" + " "
            + at(ImportTable.present("policy")) + " as old_policy, "
            + at(ImportTable.present("parameters")) + " as old_parameters, e.id is not null and "
            + at(ImportTable.DIFFERS)
            + " as differs from (select cast(? as timestamptz)) now(at) cross join import_line l"
            + " left join policy_entry e on e.target = l.target order by l.line";

    private final ImportTable table;

    ImportPreviews(ImportTable table) {
        this.table = table;
    }

    private static String at(String sql) {
        return sql.replace(":now", "now.at");
    }

    void forEach(OnConflict onConflict, Instant now, Consumer<ImportPreview> consumer) {
        var refused = new Refused(consumer);
        table.stream(
                LINES,
                row -> {
                    if (row.getString("wrong_code") != null) {
                        refused.add(row);
                    } else {
                        refused.done();
                        consumer.accept(accepted(row, onConflict));
                    }
                },
                Timestamp.from(now));
        refused.done();
    }

    private static ImportPreview accepted(ResultSet row, OnConflict onConflict) throws SQLException {
        State before = state(row, "old_");
        Kind kind = before == null
                ? Kind.CREATED
                : onConflict == OnConflict.REPLACE && row.getBoolean("differs") ? Kind.UPDATED : Kind.SKIPPED;
        return new ImportPreview(
                row.getLong("line"),
                kind,
                row.getString("target"),
                before,
                state(row, ""),
                row.getBoolean("warned"),
                null,
                List.of());
    }

    private static @Nullable State state(ResultSet row, String prefix) throws SQLException {
        String policy = row.getString(prefix + "policy");
        if (policy == null) {
            return null;
        }
        String parameters = row.getString(prefix + "parameters");
        String text = parameters.isEmpty() ? policy : policy + " " + parameters;
        return new State(text, row.getBoolean(prefix + "active"));
    }

    /** A line can have several problems, each in its own row; it is one line all the same. */
    private static final class Refused {
        private final Consumer<ImportPreview> consumer;
        private final List<Problem> problems = new ArrayList<>();
        private long line;
        private @Nullable String target;
        private @Nullable State before;
        private @Nullable State after;
        private boolean warned;
        private @Nullable SaidLine said;

        Refused(Consumer<ImportPreview> consumer) {
            this.consumer = consumer;
        }

        void add(ResultSet row) throws SQLException {
            if (row.getLong("line") != line) {
                done();
            }
            line = row.getLong("line");
            target = row.getString("target");
            before = state(row, "old_");
            after = state(row, "");
            warned = row.getBoolean("warned");
            said = ImportTable.said(row);
            problems.add(ImportTable.problem(row));
        }

        void done() {
            if (!problems.isEmpty()) {
                consumer.accept(new ImportPreview(line, Kind.REJECTED, target, before, after, warned, said, problems));
                problems.clear();
            }
        }
    }
}
