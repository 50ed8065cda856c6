package dev.postseal.web.imports;

import dev.postseal.policy.Finding;
import dev.postseal.policy.ImportPreview;
import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.PolicyValidation;
import dev.postseal.policy.SaidLine;
import dev.postseal.texts.Texts;
import dev.postseal.web.layout.Pages;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a preview, page by page, and how many there are of each kind.
 *
 * @param filters those that have lines, with the one that is shown
 */
record ImportView(List<Tab> filters, List<Row> rows, Pages pages) {
    /** Some of the lines, or all. */
    record Tab(String name, long count, String url, boolean current) {}

    /**
     * A line.
     *
     * @param outcome the end of a message's key, as is why
     * @param why null: it need not be told
     * @param before null: there is no entry
     * @param after null: it cannot be told
     * @param said what a line says of which that cannot be told; null otherwise
     */
    record Row(
            long line,
            String outcome,
            @Nullable String why,
            @Nullable String target,
            ImportPreview.@Nullable State before,
            ImportPreview.@Nullable State after,
            @Nullable String said,
            List<String> problems,
            List<String> warnings) {}

    /** Where texts and warnings come from. */
    record Sources(Policies policies, Texts texts) {}

    static ImportView of(String url, PreviewPages preview, LineFilter wanted, int page, Sources sources)
            throws IOException {
        LineFilter shown = preview.count(wanted) > 0 ? wanted : LineFilter.ALL;
        List<ImportPreview> lines = preview.page(shown, page);
        return new ImportView(
                tabs(url, preview, shown),
                lines.stream().map(line -> row(line, sources)).toList(),
                Pages.of(
                        page,
                        lines.size(),
                        preview.count(shown),
                        false,
                        number -> url + "?kind=" + shown.text() + "&page=" + number));
    }

    private static List<Tab> tabs(String url, PreviewPages preview, LineFilter shown) {
        return Stream.of(LineFilter.values())
                .filter(filter -> preview.count(filter) > 0)
                .map(filter ->
                        new Tab(filter.text(), preview.count(filter), url + "?kind=" + filter.text(), filter == shown))
                .toList();
    }

    private static Row row(ImportPreview line, Sources sources) {
        SaidLine said = line.said();
        return new Row(
                line.line(),
                LineFilter.of(line.kind()).text(),
                why(line),
                said == null || line.target() != null ? line.target() : said.target(),
                line.before(),
                line.after(),
                said == null || line.after() != null ? null : said.text(),
                line.problems().stream().map(sources.texts()::of).toList(),
                line.warned() ? warnings(line, sources) : List.of());
    }

    /** What is refused has problems; what changes is seen, unless it says the same. */
    private static @Nullable String why(ImportPreview line) {
        boolean same = Objects.equals(line.before(), line.after());
        return switch (line.kind()) {
            case SKIPPED -> same ? "same" : "stays";
            case UPDATED -> same ? "revived" : null;
            case CREATED, REJECTED -> null;
        };
    }

    /** As the list will show them. */
    private static List<String> warnings(ImportPreview line, Sources sources) {
        if (line.target() == null || line.after() == null) {
            return List.of();
        }
        var draft = PolicyDraft.ofLine(line.target(), line.after().text());
        return sources.policies().validate(draft) instanceof PolicyValidation.Valid valid
                ? valid.findings().stream()
                        .filter(finding -> finding.severity() == Finding.Severity.WARNING)
                        .map(sources.texts()::of)
                        .toList()
                : List.of();
    }
}
