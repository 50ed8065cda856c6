package dev.postseal.policy;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** Sends lines to the table {@code import_line} by COPY, the only way that is quick enough for a million. */
final class CopiedLines implements AutoCloseable {
    private static final String COPY = "copy import_line (line, target, policy, parameters, active, search_text,"
            + " warned, wrong_field, wrong_code, wrong_facts, said_target, said_text) from stdin";
    private static final int BUFFER = 64 * 1024;

    private final PGCopyOutputStream copy;
    private final Writer out;
    /** Not written character by character, for the writer takes a lock for each. */
    private final StringBuilder row = new StringBuilder();

    private boolean complete;

    CopiedLines(PGConnection connection) throws java.sql.SQLException {
        copy = new PGCopyOutputStream(connection, COPY, BUFFER);
        out = new BufferedWriter(new OutputStreamWriter(copy, StandardCharsets.UTF_8), BUFFER);
    }

    void add(long line, CheckedDraft draft) {
        row(
                line,
                draft.target().text(),
                draft.policy().text(),
                draft.parameters(),
                draft.active() ? "t" : "f",
                draft.searchText(),
                draft.isWarned() ? "t" : null,
                null,
                null,
                null,
                null,
                null);
    }

    void refuse(long line, SaidLine said, Problem problem) {
        String facts = ImportFacts.join(problem.arguments());
        row(
                line,
                null,
                null,
                null,
                null,
                null,
                null,
                problem.field(),
                problem.code(),
                facts,
                said.target(),
                said.text());
    }

    private void row(long line, @Nullable String... columns) {
        row.setLength(0);
        row.append(line);
        for (String column : columns) {
            row.append('\t');
            value(column);
        }
        row.append('\n');
        try {
            out.append(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void value(@Nullable String text) {
        if (text == null) {
            row.append("\\N");
            return;
        }
        int plain = 0;
        for (int i = 0; i < text.length(); i++) {
            String escape = escape(text.charAt(i));
            if (escape != null) {
                row.append(text, plain, i).append(escape);
                plain = i + 1;
            }
        }
        row.append(text, plain, text.length());
    }

    private static @Nullable String escape(char c) {
        return switch (c) {
            case '\\' -> "\\\\";
            case '\t' -> "\\t";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case 0 -> "\uFFFD"; // cannot be stored
            default -> null;
        };
    }

    /** All lines are there. */
    void complete() throws IOException {
        out.flush();
        complete = true;
    }

    /** Without {@link #complete()} the lines are taken back, for half of them must not pass for all. */
    @Override
    public void close() throws java.sql.SQLException, IOException {
        if (complete) {
            copy.close();
        } else if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
