package dev.postseal.web.imports;

import dev.postseal.importing.ImportFile;
import dev.postseal.importing.ImportFiles;
import dev.postseal.policy.ImportPreview;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** What would become of each line, kept in a file for each filter, of which only the places of the pages are in memory. */
final class PreviewPages implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Logger log = LoggerFactory.getLogger(PreviewPages.class);

    private final Map<LineFilter, Part> parts = new EnumMap<>(LineFilter.class);

    PreviewPages(ImportFiles files) throws IOException {
        for (LineFilter filter : LineFilter.values()) {
            if (filter != LineFilter.ALL) {
                parts.put(filter, new Part(files.create()));
            }
        }
    }

    void add(ImportPreview line) {
        byte[] json = JSON.writeValueAsBytes(line);
        part(LineFilter.of(line.kind())).add(json);
        if (line.warned()) {
            part(LineFilter.WARNED).add(json);
        }
    }

    /** All lines are there. */
    void complete() throws IOException {
        for (Part part : parts.values()) {
            part.out.close();
        }
    }

    long count(LineFilter filter) {
        return parts(filter).stream().mapToLong(part -> part.count).sum();
    }

    /**
     * @param page from 0; behind the last one there is nothing
     */
    List<ImportPreview> page(LineFilter filter, int page) throws IOException {
        List<ImportPreview> lines = new ArrayList<>(Pages.SIZE);
        long from = (long) page * Pages.SIZE;
        for (Part part : parts(filter)) {
            if (from < part.count && lines.size() < Pages.SIZE) {
                lines.addAll(part.lines(from, Pages.SIZE - lines.size()));
            }
            from = Math.max(0, from - part.count);
        }
        return lines;
    }

    @Override
    public void close() {
        parts.values().forEach(Part::close);
    }

    /** All lines are those of each kind, one kind after the other. */
    private List<Part> parts(LineFilter filter) {
        return filter == LineFilter.ALL
                ? LineFilter.KINDS.stream().map(this::part).toList()
                : List.of(part(filter));
    }

    private Part part(LineFilter filter) {
        Part part = parts.get(filter);
        if (part == null) {
            throw new IllegalStateException(filter.name());
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

        void close() {
            try {
                out.close();
            } catch (IOException e) {
                log.debug("What could not be written goes anyway", e);
            }
            file.close();
        }

        List<ImportPreview> lines(long from, int most) throws IOException {
            try (InputStream in = Files.newInputStream(file.path())) {
                in.skipNBytes(pages.get((int) (from / Pages.SIZE)));
                return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                        .lines()
                        .skip(from % Pages.SIZE)
                        .limit(most)
                        .map(line -> JSON.readValue(line, ImportPreview.class))
                        .toList();
            }
        }
    }
}
