package dev.postseal.audit;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The where clause of a query, with its parameters in their order. */
record AuditFilter(String sql, List<Object> parameters) {
    static AuditFilter of(AuditQuery query) {
        var filter = new Building();
        filter.part("lower(actor) like ?", query.actor());
        filter.exactly(
                "actor_kind = ?", query.who() == null ? null : query.who().text());
        filter.part("search_text like ?", query.text());
        filter.exactly(
                "subject_kind = ?", query.kind() == null ? null : query.kind().text());
        filter.exactly("at >= ?", moment(query.from()));
        filter.exactly("at < ?", moment(query.to()));
        // Compared as a pair, so that the index that gives the order also finds the place.
        filter.exactly("(at, id) < (select r.at, r.id from audit_record r where r.id = ?)", query.before());
        return new AuditFilter(
                filter.conditions.isEmpty() ? "" : " where " + String.join(" and ", filter.conditions),
                filter.parameters);
    }

    private static @Nullable Timestamp moment(@Nullable Instant moment) {
        return moment == null ? null : Timestamp.from(moment);
    }

    private static final class Building {
        private final List<String> conditions = new ArrayList<>();
        private final List<Object> parameters = new ArrayList<>();

        void exactly(String condition, @Nullable Object value) {
            if (value != null) {
                conditions.add(condition);
                parameters.add(value);
            }
        }

        void part(String condition, @Nullable String text) {
            if (text != null && !text.isEmpty()) {
                String literal = text.toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1");
                exactly(condition, "%" + literal + "%");
            }
        }
    }
}
