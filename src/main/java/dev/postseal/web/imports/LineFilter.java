package dev.postseal.web.imports;

import dev.postseal.policy.ImportPreview.Kind;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which lines of a preview are looked at. */
enum LineFilter {
    /** What is wrong comes first, then what would be lost. */
    ALL,
    REJECTED,
    UPDATED,
    CREATED,
    SKIPPED,
    /** Whatever becomes of them. */
    WARNED;

    /** Each line is in one of them; in the order in which all are shown. */
    static final List<LineFilter> KINDS = List.of(REJECTED, UPDATED, CREATED, SKIPPED);

    static LineFilter of(Kind kind) {
        return switch (kind) {
            case REJECTED -> REJECTED;
            case UPDATED -> UPDATED;
            case CREATED -> CREATED;
            case SKIPPED -> SKIPPED;
        };
    }

    /** What an address asks for; without anything, all. */
    static LineFilter named(@Nullable String text) {
        return Stream.of(values())
                .filter(filter -> filter.text().equals(text))
                .findFirst()
                .orElse(ALL);
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
