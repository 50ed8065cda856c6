package dev.postseal.policy;

import dev.postseal.mail.DomainName;
import dev.postseal.mail.SyntaxException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Lists entries, quick with a million of them: the page is found on an index alone and only its rows are read; totals
 * of whole levels come from {@code policy_count}, those of searches are counted up to {@value #COUNT_LIMIT}.
 */
@Repository
class PolicySearch {
    static final int COUNT_LIMIT = 10_000;
    /** Trigram indexes know nothing about shorter texts. */
    private static final int MIN_TRIGRAM = 3;

    private final JdbcClient jdbc;
    private final PolicyRows rows;

    PolicySearch(JdbcClient jdbc, PolicyRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    PolicyPage page(PolicyQuery query, Instant now) {
        Filter filter = filter(query, now);
        return isKept(query) ? ofMany(query, filter, kept(query)) : ofFound(query, filter);
    }

    /** A search that finds little is made once: its hits are both the total and what the page is cut from. */
    private PolicyPage ofFound(PolicyQuery query, Filter filter) {
        List<Long> ids = jdbc.sql("select id from policy_entry" + filter.where() + " limit " + (COUNT_LIMIT + 1))
                .params(filter.parameters())
                .query(Long.class)
                .list();
        if (ids.size() > COUNT_LIMIT) {
            return ofMany(query, filter, new Total(COUNT_LIMIT, true));
        }
        List<PolicyEntry> items = jdbc.sql("select * from policy_entry where id = any(:ids)" + order(query, "", false)
                        + " limit :size offset :offset")
                .param("ids", ids.toArray(Long[]::new))
                .param("size", query.size())
                .param("offset", (long) query.page() * query.size())
                .query(rows::read)
                .list();
        return new PolicyPage(items, query.page(), query.size(), ids.size(), false);
    }

    private PolicyPage ofMany(PolicyQuery query, Filter filter, Total total) {
        Window window = window(query, total);
        List<PolicyEntry> items = jdbc.sql("select e.* from policy_entry e join (select id from policy_entry"
                        + filter.where() + order(query, "", window.fromTheEnd())
                        + " limit :size offset :offset) p on p.id = e.id" + order(query, "e.", false))
                .params(filter.parameters())
                .param("size", window.size())
                .param("offset", window.offset())
                .query(rows::read)
                .list();
        return new PolicyPage(items, query.page(), query.size(), total.count(), total.lowerBound());
    }

    /** Which rows to read; far pages are read from the nearer end, because every row before them has to be passed. */
    private record Window(long offset, long size, boolean fromTheEnd) {}

    private static Window window(PolicyQuery query, Total total) {
        long offset = (long) query.page() * query.size();
        if (total.lowerBound() || offset <= total.count() / 2) {
            return new Window(offset, query.size(), false);
        }
        long size = Math.clamp(total.count() - offset, 0, query.size());
        return new Window(Math.max(0, total.count() - offset - size), size, true);
    }

    private record Total(long count, boolean lowerBound) {}

    private record Filter(List<String> conditions, Map<String, Object> parameters) {
        String where() {
            return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        }
    }

    private static boolean isKept(PolicyQuery query) {
        return query.search().isBlank() && query.state() != PolicyQuery.State.EXPIRED;
    }

    private Total kept(PolicyQuery query) {
        Level policy = query.policy();
        PolicyQuery.State state = query.state();
        long count = jdbc.sql("""
                        select coalesce(sum(n), 0) from policy_count
                        where (cast(:policy as text) is null or policy = :policy)
                        and (cast(:active as boolean) is null or active = :active)""")
                .param("policy", policy == null ? null : policy.text())
                .param("active", state == null ? null : state == PolicyQuery.State.ACTIVE)
                .query(Long.class)
                .single();
        return new Total(count, false);
    }

    private static Filter filter(PolicyQuery query, Instant now) {
        var filter = new Filter(new ArrayList<>(), new HashMap<>());
        if (!query.search().isBlank()) {
            addSearch(filter, PolicyRows.lower(query.search().strip()));
        }
        Level policy = query.policy();
        if (policy != null) {
            filter.conditions().add("policy = :policy");
            filter.parameters().put("policy", policy.text());
        }
        PolicyQuery.State state = query.state();
        if (state != null) {
            addState(filter, state, now);
        }
        return filter;
    }

    private static void addSearch(Filter filter, String text) {
        if (text.length() < MIN_TRIGRAM) {
            filter.conditions().add("target like :search");
            filter.parameters().put("search", escaped(text) + "%");
        } else if (aLabels(text).equals(text)) {
            filter.conditions().add("search_text like :search");
            filter.parameters().put("search", "%" + escaped(text) + "%");
        } else {
            filter.conditions().add("(search_text like :search or search_text like :labels)");
            filter.parameters().put("search", "%" + escaped(text) + "%");
            filter.parameters().put("labels", "%" + escaped(aLabels(text)) + "%");
        }
    }

    private static void addState(Filter filter, PolicyQuery.State state, Instant now) {
        switch (state) {
            case ACTIVE -> filter.conditions().add("active");
            case INACTIVE -> filter.conditions().add("not active");
            case EXPIRED -> {
                filter.conditions().add("expires_at <= :now");
                filter.parameters().put("now", Timestamp.from(now));
            }
        }
    }

    /** A name typed in another Unicode form than the one stored is found by its A-labels. */
    private static String aLabels(String text) {
        try {
            return DomainName.parse(text).ascii();
        } catch (SyntaxException e) {
            return text;
        }
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static String order(PolicyQuery query, String alias, boolean reversed) {
        String direction = query.descending() != reversed ? " desc" : "";
        return " order by "
                + switch (query.sort()) {
                    case TARGET -> alias + "target" + direction;
                    case POLICY -> alias + "policy" + direction + ", " + alias + "target" + direction;
                    case UPDATED -> alias + "updated_at" + direction + ", " + alias + "id" + direction;
                };
    }
}
