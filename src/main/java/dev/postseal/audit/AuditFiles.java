package dev.postseal.audit;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** How records look in files. */
@Component
class AuditFiles {
    /** All that JSON has, but for the id of the subject, which nobody looks for in a table. */
    private static final List<RecordComponent> COLUMNS = Stream.of(AuditJson.class.getRecordComponents())
            .filter(column -> !column.getName().equals("subjectId"))
            .toList();

    private final JsonMapper json;

    AuditFiles(JsonMapper json) {
        this.json = json;
    }

    /** Takes the records of one file. */
    interface Writer {
        /** @throws UncheckedIOException when the reader has gone */
        void add(AuditRecord record);

        /** That was all of them; a file that broke off must not look like a whole one. */
        void end() throws IOException;
    }

    Writer writer(AuditExport.Format format, OutputStream out) throws IOException {
        var text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 16_384);
        return switch (format) {
            case CSV -> new Csv(text);
            case JSON -> new Json(text);
        };
    }

    /** As RFC 4180 has it. */
    private static final class Csv implements Writer {
        private final java.io.Writer out;

        Csv(java.io.Writer out) throws IOException {
            this.out = out;
            out.write(COLUMNS.stream().map(RecordComponent::getName).collect(Collectors.joining(",", "", "\r\n")));
        }

        @Override
        public void add(AuditRecord record) {
            AuditJson written = AuditJson.of(record);
            write(
                    out,
                    COLUMNS.stream()
                            .map(column -> cell(value(written, column)))
                            .collect(Collectors.joining(",", "", "\r\n")));
        }

        private static @Nullable Object value(AuditJson record, RecordComponent column) {
            try {
                return column.getAccessor().invoke(record);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        /** A spreadsheet must not take what somebody named a key for a formula. */
        private static String cell(@Nullable Object value) {
            String text = value == null ? "" : value.toString();
            String safe = text.matches("(?s)[=+@\\t\\r-].*") ? "'" + text : text;
            return safe.matches("(?s).*[\",\\r\\n].*") ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
        }

        @Override
        public void end() throws IOException {
            out.flush();
        }
    }

    /** One array. */
    private final class Json implements Writer {
        private final java.io.Writer out;
        private boolean first = true;

        Json(java.io.Writer out) throws IOException {
            this.out = out;
            out.write("[");
        }

        @Override
        public void add(AuditRecord record) {
            write(out, (first ? "\n" : ",\n") + json.writeValueAsString(AuditJson.of(record)));
            first = false;
        }

        @Override
        public void end() throws IOException {
            out.write("\n]\n");
            out.flush();
        }
    }

    private static void write(java.io.Writer out, String text) {
        try {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
