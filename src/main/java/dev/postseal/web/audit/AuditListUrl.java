package dev.postseal.web.audit;

import dev.postseal.audit.AuditQuery;
import dev.postseal.audit.Subject;
import dev.postseal.audit.Who;
import dev.postseal.web.layout.Actors;
import dev.postseal.web.layout.ListUrl;
import dev.postseal.web.layout.Pages;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which records to list, as the address says it; what makes no sense there counts as not said.
 *
 * @param from the first day, in the viewer's zone
 * @param to the last day, in the viewer's zone
 * @param before where the page begins: the last record of the page before
 */
record AuditListUrl(
        @Nullable String q,
        @Nullable String actor,
        @Nullable String who,
        @Nullable String kind,
        @Nullable String from,
        @Nullable String to,
        @Nullable String before) {
    static final String PATH = "/audit";
    private static final int LONGEST_SEARCH = 200;

    AuditListUrl {
        q = search(q);
        actor = search(actor);
        who = Who.find(ListUrl.typed(who)).map(Who::text).orElse("");
        kind = Subject.find(ListUrl.typed(kind)).map(Subject::text).orElse("");
        from = day(from) == null ? "" : ListUrl.typed(from);
        to = day(to) == null ? "" : ListUrl.typed(to);
        before = ListUrl.typed(before).matches("[0-9]{1,18}") ? ListUrl.typed(before) : "";
    }

    AuditQuery query(ZoneId zone, Actors actors) {
        return new AuditQuery(
                actors.typed(text(actor)),
                Who.find(ListUrl.typed(who)).orElse(null),
                q,
                Subject.find(ListUrl.typed(kind)).orElse(null),
                start(day(from), zone, 0),
                start(day(to), zone, 1),
                isLater() ? Long.valueOf(ListUrl.typed(before)) : null,
                Pages.SIZE);
    }

    /** Without the place in the list. */
    ListUrl url() {
        return url(PATH);
    }

    private ListUrl url(String path) {
        return ListUrl.of(path)
                .with("q", text(q))
                .with("actor", text(actor))
                .with("who", text(who))
                .with("kind", text(kind))
                .with("from", text(from))
                .with("to", text(to));
    }

    /** What is listed, as a file. */
    public String export(String format) {
        return url("/audit/export").with("format", format).text();
    }

    public String older(long last) {
        return url().with("before", String.valueOf(last)).text();
    }

    public String newest() {
        return url().text();
    }

    public List<ListUrl.Chip> chips() {
        return url().chips("q", "actor", "who", "kind", "from", "to");
    }

    public boolean isFiltered() {
        return !chips().isEmpty();
    }

    /** Whether this is not the first page. */
    public boolean isLater() {
        return !text(before).isEmpty();
    }

    private static @Nullable Instant start(@Nullable LocalDate day, ZoneId zone, int daysLater) {
        return day == null ? null : day.plusDays(daysLater).atStartOfDay(zone).toInstant();
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        if (!text(text).matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
            return null;
        }
        try {
            return LocalDate.parse(text(text));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String search(@Nullable String value) {
        String typed = ListUrl.typed(value);
        return typed.substring(0, Math.min(LONGEST_SEARCH, typed.length()));
    }

    private static String text(@Nullable String value) {
        return ListUrl.typed(value);
    }
}
