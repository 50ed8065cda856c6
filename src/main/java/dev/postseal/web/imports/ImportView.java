package dev.postseal.web.imports;

import dev.postseal.policy.ImportPreview;
import dev.postseal.policy.ImportPreview.Kind;
import dev.postseal.policy.SaidLine;
import dev.postseal.texts.Texts;
import dev.postseal.web.layout.Pages;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One kind of lines of a preview, page by page, and how many there are of each.
 *
 * @param kinds all of them, with the one that is shown
 */
record ImportView(List<Tab> kinds, List<Row> rows, Pages pages) {
    /** A kind of lines. */
    record Tab(String name, long count, String url, boolean current) {}

    /**
     * A line.
     *
     * @param before null: there is no entry
     * @param after null: it cannot be told
     * @param said what a line says of which that cannot be told; null otherwise
     */
    record Row(
            long line,
            @Nullable String target,
            ImportPreview.@Nullable State before,
            ImportPreview.@Nullable State after,
            @Nullable String said,
            List<String> problems) {}

    static ImportView of(String url, PreviewPages preview, @Nullable String wanted, int page, Texts texts)
            throws IOException {
        Kind shown = Stream.of(Kind.values())
                .filter(kind -> name(kind).equals(wanted))
                .findFirst()
                .orElseGet(() -> mostUrgent(preview));
        List<ImportPreview> lines = preview.page(shown, page);
        List<Tab> tabs = Stream.of(Kind.values())
                .map(kind -> new Tab(name(kind), preview.count(kind), url + "?kind=" + name(kind), kind == shown))
                .toList();
        return new ImportView(
                tabs,
                lines.stream().map(line -> row(line, texts)).toList(),
                Pages.of(
                        page,
                        lines.size(),
                        preview.count(shown),
                        false,
                        number -> url + "?kind=" + name(shown) + "&page=" + number));
    }

    /** What is wrong is read first, then what would be lost. */
    private static Kind mostUrgent(PreviewPages preview) {
        return Stream.of(Kind.REJECTED, Kind.UPDATED, Kind.CREATED)
                .filter(kind -> preview.count(kind) > 0)
                .findFirst()
                .orElse(Kind.SKIPPED);
    }

    private static Row row(ImportPreview line, Texts texts) {
        SaidLine said = line.said();
        return new Row(
                line.line(),
                said == null || line.target() != null ? line.target() : said.target(),
                line.before(),
                line.after(),
                said == null || line.after() != null ? null : said.text(),
                line.problems().stream().map(texts::of).toList());
    }

    private static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
