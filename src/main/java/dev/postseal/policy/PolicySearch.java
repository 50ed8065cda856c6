package dev.postseal.policy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lists entries, quick with a million of them: the page is found on an index alone and only its rows are read; totals
 * of whole levels come from {@code policy_count}, those of searches are counted up to {@value #COUNT_LIMIT}, or up to
 * {@value #BROAD_COUNT_LIMIT} where many entries have to be looked at for each hit.
 */
@Repository
class PolicySearch {
    static final int COUNT_LIMIT = 10_000;
    /** Of a longer search the words that are weighed; each costs a look at the sample. */
    private static final int MOST_WORDS = 4;
    /** So many rows are read in the time that an index takes for a word that many entries have. */
    private static final int LOOKED_THROUGH = 5_000;
    /** So far are hits counted that neither words nor other conditions find quickly. */
    private static final int BROAD_COUNT_LIMIT = 1_000;

    private final JdbcClient jdbc;
    private final PolicyRows rows;
    private final PolicyLandmarks landmarks;
    private final TransactionTemplate snapshot;

    PolicySearch(JdbcClient jdbc, PolicyRows rows, PolicyLandmarks landmarks, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.landmarks = landmarks;
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.snapshot.setReadOnly(true);
    }

    /** Total and page are of one moment. */
    PolicyPage page(PolicyQuery query, Instant now) {
        PolicyPage page = snapshot.execute(status -> read(query, now));
        if (page == null) {
            throw new IllegalStateException("a transaction gave no page");
        }
        return page;
    }

    /** The entries that a query finds, at most so many of them, in no order. */
    List<Long> ids(PolicyQuery query, Instant now, int most) {
        List<Long> ids = snapshot.execute(status -> {
            begin();
            PolicyFilter filter = plan(query, now).filter();
            return jdbc.sql("select id from policy_entry" + filter.where() + " limit :most")
                    .params(filter.parameters())
                    .param("most", most)
                    .query(Long.class)
                    .list();
        });
        return ids == null ? List.of() : ids;
    }

    private PolicyPage read(PolicyQuery query, Instant now) {
        long revision = begin();
        if (isKept(query)) {
            return ofMany(query, PolicyFilter.withoutSearch(query, now), kept(query), revision);
        }
        Plan plan = plan(query, now);
        return landmarks.hasBeenRead(revision, query)
                ? ofMany(query, plan.filter(), plan.many(), revision)
                : ofFound(query, plan, revision);
    }

    /**
     * A plan made without knowing the words would read the whole index for one that nearly all entries have; and workers
     * would be started for what takes less time than they take to start.
     */
    private long begin() {
        return jdbc.sql("""
                        select revision from policy_revision,
                            set_config('plan_cache_mode', 'force_custom_plan', true) plans,
                            set_config('max_parallel_workers_per_gather', '0', true) workers""").query(Long.class).single();
    }

    /**
     * How a query is carried out.
     *
     * @param most so far hits are counted
     */
    private record Plan(PolicyFilter filter, int most) {
        Total many() {
            return new Total(most, true);
        }
    }

    /**
     * The index of a search finds all that have the words, which may be far more than the other conditions leave: then those
     * are looked through. Where neither leaves little, counting is what takes long, and so it does for the
     * many that may never have been used.
     */
    private Plan plan(PolicyQuery query, Instant now) {
        boolean never = query.use() == PolicyQuery.Use.NEVER;
        boolean fewByUse = query.use() != null && isFewByUse(query.use());
        PolicyFilter others = PolicyFilter.withoutSearch(query, now, fewByUse);
        boolean combined = isSearchedByIndex(query) && !others.conditions().isEmpty();
        if (combined && (fewByUse || isFewRows(others))) {
            return new Plan(others.lookingThrough(query), COUNT_LIMIT);
        }
        return new Plan(
                others.searching(query, rarestPattern(query)),
                combined || never && !fewByUse ? BROAD_COUNT_LIMIT : COUNT_LIMIT);
    }

    /** Told by what is known about the use of entries, without a look at those. */
    private boolean isFewByUse(PolicyQuery.Use use) {
        String counted = switch (use) {
            case FAILING -> "select count(*) from (select from policy_use where failing limit :most) failing";
            case NEVER -> "select coalesce(sum(n), 0) from policy_unused";
        };
        return jdbc.sql(counted)
                        .param("most", LOOKED_THROUGH + 1)
                        .query(Long.class)
                        .single()
                <= LOOKED_THROUGH;
    }

    private static boolean isSearchedByIndex(PolicyQuery query) {
        return PolicyFilter.text(query).length() >= PolicyFilter.MIN_TRIGRAM;
    }

    private boolean isFewRows(PolicyFilter filter) {
        return jdbc.sql("select count(*) from (select from policy_entry" + filter.where() + " limit :most) found")
                        .params(filter.parameters())
                        .param("most", LOOKED_THROUGH + 1)
                        .query(Integer.class)
                        .single()
                <= LOOKED_THROUGH;
    }

    /** A search that finds little is made once: its hits are both the total and what pages are cut from. */
    private PolicyPage ofFound(PolicyQuery query, Plan plan, long revision) {
        List<Long> ids = landmarks.found(revision, query, () -> sorted(query, plan));
        if (ids.size() > plan.most()) {
            return ofMany(query, plan.filter(), plan.many(), revision);
        }
        int from = (int) Math.min(ids.size(), (long) query.page() * query.size());
        List<Long> page = ids.subList(from, Math.min(ids.size(), from + query.size()));
        List<PolicyEntry> items = jdbc.sql("select * from policy_entry where id = any(:ids)"
                        + PolicyOrder.of(query, false).by(""))
                .param("ids", page.toArray(Long[]::new))
                .query(rows::read)
                .list();
        return new PolicyPage(items, query.page(), query.size(), ids.size(), false);
    }

    /** Ids in the order of the list, one more than the limit when there are more. */
    private List<Long> sorted(PolicyQuery query, Plan plan) {
        PolicyOrder order = PolicyOrder.of(query, false);
        // Materialized, or the planner would look for the hits along the whole order.
        return jdbc.sql("with found as materialized (select " + order.listWithId() + " from policy_entry"
                        + plan.filter().where() + " limit " + (plan.most() + 1) + ") select array(select id from found"
                        + order.by("") + ")")
                .params(plan.filter().parameters())
                .query((row, number) -> List.of((Long[]) row.getArray(1).getArray()))
                .single();
    }

    private PolicyPage ofMany(PolicyQuery query, PolicyFilter filter, Total total, long revision) {
        Window window = window(query, total);
        PolicyOrder order = PolicyOrder.of(query, window.fromTheEnd());
        var walk = new PolicyWalk(jdbc, filter, order, known(query, order, revision), landmarks.step());
        PolicyWalk.Landmark start = walk.to(window.offset());
        PolicyFilter rest = order.from(start.keys(), filter);
        List<PolicyEntry> items = jdbc.sql("select e.* from policy_entry e join (select id from policy_entry"
                        + rest.where() + order.by("") + " limit :size offset :offset) p on p.id = e.id"
                        + PolicyOrder.of(query, false).by("e."))
                .params(rest.parameters())
                .param("size", window.size())
                .param("offset", window.offset() - start.offset())
                .query(rows::read)
                .list();
        if (!items.isEmpty()) {
            walk.remember(window.offset(), order.keys(window.fromTheEnd() ? items.getLast() : items.getFirst()));
        }
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

    /** Hits of a word may come late in the order; what fits more conditions does not come before them. */
    private NavigableMap<Long, List<Object>> known(PolicyQuery query, PolicyOrder order, long revision) {
        NavigableMap<Long, List<Object>> known = landmarks.of(revision, query, order);
        if (!query.isOfEntriesAlone() && isSearchedByIndex(query)) {
            PolicyQuery wider = query.ofEntriesAlone();
            known.put(0L, landmarks.first(revision, wider, () -> first(wider, order)));
        }
        return known;
    }

    private List<Object> first(PolicyQuery query, PolicyOrder order) {
        PolicyFilter filter = PolicyFilter.withoutSearch(query, Instant.EPOCH).searching(query, rarestPattern(query));
        return jdbc.sql("select " + order.list() + " from policy_entry" + filter.where() + order.by("") + " limit 1")
                .params(filter.parameters())
                .query((row, number) -> order.keys(row))
                .optional()
                .orElse(List.of());
    }

    private record Total(long count, boolean lowerBound) {}

    private static boolean isKept(PolicyQuery query) {
        return query.search().isBlank() && query.owner().isEmpty() && query.isOfEntriesAlone();
    }

    PolicyCounts counts() {
        return PolicyCounts.read(jdbc);
    }

    private Total kept(PolicyQuery query) {
        Boolean active = query.state() == null ? null : query.state() == PolicyQuery.State.ACTIVE;
        return new Total(counts().of(query.policy(), active), false);
    }

    /**
     * The word of a search that the fewest entries of a small sample have: the index finds its rows quickly, where the
     * words that all entries have would make it read long lists.
     */
    private String rarestPattern(PolicyQuery query) {
        String text = PolicyFilter.text(query);
        List<String> words = Arrays.stream(text.split("\\s+"))
                .filter(word -> word.length() >= PolicyFilter.MIN_TRIGRAM)
                .limit(MOST_WORDS)
                .toList();
        if (words.size() < 2) {
            return PolicyFilter.containing(text);
        }
        return jdbc.sql("""
                        select word from unnest(:words) word
                        order by (select count(*) from (select search_text from policy_entry tablesample system (0.3)) sample
                            where search_text like word), length(word) desc limit 1""")
                .param("words", words.stream().map(PolicyFilter::containing).toArray(String[]::new))
                .query(String.class)
                .single();
    }
}
