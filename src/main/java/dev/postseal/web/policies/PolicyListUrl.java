package dev.postseal.web.policies;

import dev.postseal.policy.Level;
import dev.postseal.policy.PolicyQuery;
import dev.postseal.policy.PolicyQuery.Expiry;
import dev.postseal.policy.PolicyQuery.Sort;
import dev.postseal.policy.PolicyQuery.State;
import dev.postseal.policy.PolicyQuery.Use;
import dev.postseal.web.layout.ListUrl;
import dev.postseal.web.layout.Pages;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which policies to list, as the address says it; what makes no sense there counts as not said.
 *
 * @param state {@code active} or {@code inactive}; {@code expired} of older addresses is an {@code expiry}
 * @param owner exactly
 * @param expiry {@code expired} or {@code soon}
 * @param use {@code failing} or {@code never}
 * @param sort a column, with a minus before it for descending
 * @param page from 1
 */
record PolicyListUrl(
        @Nullable String q,
        @Nullable String level,
        @Nullable String state,
        @Nullable String owner,
        @Nullable String expiry,
        @Nullable String use,
        @Nullable String sort,
        @Nullable String page) {
    private static final String BY_TARGET = "target";
    private static final String EXPIRED = "expired";
    private static final int LONGEST_SEARCH = 200;

    PolicyListUrl {
        String search = ListUrl.typed(q);
        q = search.substring(0, Math.min(LONGEST_SEARCH, search.length()));
        level = Level.find(text(level)).map(Level::text).orElse("");
        owner = ListUrl.typed(owner);
        expiry = EXPIRED.equals(state) ? EXPIRED : known(Expiry.values(), expiry);
        state = EXPIRED.equals(state) ? "" : known(State.values(), state);
        use = known(Use.values(), use);
        sort = of(Sort.values(), column(text(sort))).isPresent() ? sort : BY_TARGET;
        page = page == null ? "" : page;
    }

    /** A column's heading: a link that sorts by it, when it can be sorted. */
    record Column(
            String name, @Nullable String url, @Nullable String direction) {}

    PolicyQuery query() {
        return query(ListUrl.pageFrom0(text(page)));
    }

    /** @param number of another page, from 0 */
    PolicyQuery query(int number) {
        return new PolicyQuery(
                text(q),
                Level.find(text(level)).orElse(null),
                of(State.values(), text(state)).orElse(null),
                text(owner),
                of(Expiry.values(), text(expiry)).orElse(null),
                of(Use.values(), text(use)).orElse(null),
                number,
                Pages.SIZE,
                of(Sort.values(), column(text(sort))).orElse(Sort.TARGET),
                text(sort).startsWith("-"));
    }

    ListUrl url() {
        return ListUrl.of("/policies")
                .with("q", text(q))
                .with("level", text(level))
                .with("state", text(state))
                .with("owner", text(owner))
                .with("expiry", text(expiry))
                .with("use", text(use))
                .with("sort", isSortedByDefault() ? "" : text(sort));
    }

    /** The number of this page, from 1. */
    int pageNumber() {
        return ListUrl.pageFrom0(text(page)) + 1;
    }

    /** What a form sends to have the same list again, at this page. */
    public Map<String, String> fields() {
        return url().page(pageNumber()).parameters();
    }

    /** All that one owner has, for a link in a row. */
    public String ownedBy(String other) {
        return ListUrl.of("/policies").with("owner", other).text();
    }

    public List<ListUrl.Chip> chips() {
        return url().chips("q", "level", "state", "owner", "expiry", "use");
    }

    public boolean isFiltered() {
        return !chips().isEmpty();
    }

    public boolean isSortedByDefault() {
        return BY_TARGET.equals(sort);
    }

    public List<Column> columns() {
        return List.of(
                sortable("target", Sort.TARGET, false),
                sortable("level", Sort.POLICY, false),
                sortable("owner", Sort.OWNER, false),
                new Column("expires", null, null),
                new Column("used", null, null),
                sortable("changed", Sort.UPDATED, true),
                new Column("active", null, null));
    }

    /** A second click turns the order round; times begin with the newest. */
    private Column sortable(String name, Sort by, boolean descendingFirst) {
        PolicyQuery query = query();
        boolean sorted = query.sort() == by;
        boolean next = sorted ? !query.descending() : descendingFirst;
        String value = (next ? "-" : "") + lower(by);
        String direction = sorted ? (query.descending() ? "descending" : "ascending") : null;
        return new Column(
                name, url().with("sort", value.equals(BY_TARGET) ? "" : value).text(), direction);
    }

    private static <E extends Enum<E>> Optional<E> of(E[] values, String name) {
        return Arrays.stream(values).filter(value -> lower(value).equals(name)).findFirst();
    }

    private static <E extends Enum<E>> String known(E[] values, @Nullable String name) {
        return of(values, text(name)).map(PolicyListUrl::lower).orElse("");
    }

    private static String column(String sort) {
        return sort.replaceFirst("^-", "");
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
