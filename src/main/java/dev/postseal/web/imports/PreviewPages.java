package dev.postseal.web.imports;

import dev.postseal.importing.ImportFile;
import dev.postseal.importing.ImportFiles;
import dev.postseal.policy.ImportPreview;
import dev.postseal.policy.ImportPreview.Kind;
import dev.postseal.web.layout.Pages;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What would become of each line, kept in a file for each kind, of which only the places of the pages are in memory. */
final class PreviewPages implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<Kind, Part> parts = new EnumMap<>(Kind.class);

    PreviewPages(ImportFiles files) throws IOException {
        for (Kind kind : Kind.values()) {
            parts.put(kind, new Part(files.create()));
        }
    }

    void add(ImportPreview line) {
        part(line.kind()).add(JSON.writeValueAsBytes(line));
    }

    /** All lines are there. */
    void complete() throws IOException {
        for (Part part : parts.values()) {
            part.out.close();
        }
    }

    long count(Kind kind) {
        return part(kind).count;
    }

    /**
     * @param page from 0; behind the last one there is nothing
     */
    List<ImportPreview> page(Kind kind, int page) throws IOException {
        return part(kind).page(page);
    }

    @Override
    public void close() {
        parts.values().forEach(part -> part.file.close());
    }

    private Part part(Kind kind) {
        Part part = parts.get(kind);
        if (part == null) {
            throw new IllegalStateException(kind.name());
        }
        return part;
    }

    private static final class Part {
        private final ImportFile file;
        private final OutputStream out;
        private final List<Long> pages = new ArrayList<>();
        private long position;
        private long count;

        Part(ImportFile file) throws IOException {
            this.file = file;
            this.out = new BufferedOutputStream(Files.newOutputStream(file.path()));
        }

        void add(byte[] line) {
            if (count % Pages.SIZE == 0) {
                pages.add(position);
            }
            try {
                out.write(line);
                out.write('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            position += line.length + 1;
            count++;
        }

        List<ImportPreview> page(int page) throws IOException {
            if (page >= pages.size()) {
                return List.of();
            }
            try (InputStream in = Files.newInputStream(file.path())) {
                in.skipNBytes(pages.get(page));
                return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                        .lines()
                        .limit(Pages.SIZE)
                        .map(line -> JSON.readValue(line, ImportPreview.class))
                        .toList();
            }
        }
    }
}
