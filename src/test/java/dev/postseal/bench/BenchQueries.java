package dev.postseal.bench;

import dev.postseal.policy.Level;
import dev.postseal.policy.PolicyQuery;
import dev.postseal.policy.PolicyQuery.Expiry;
import dev.postseal.policy.PolicyQuery.Sort;
import dev.postseal.policy.PolicyQuery.State;
import dev.postseal.policy.PolicyQuery.Use;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The lists that {@link PolicyListBench} asks for, by name; the number is that of the call. */
final class BenchQueries {
    private static final List<String> WORDS = List.of("mail", "bank", "hospital", "city", "school", "shop", "cloud");

    private final Map<String, IntFunction<PolicyQuery>> queries = new LinkedHashMap<>();

    static Map<String, IntFunction<PolicyQuery>> all() {
        var all = new BenchQueries();
        all.pages();
        all.filters();
        all.searches();
        all.combined();
        return all.queries;
    }

    static Map<String, IntFunction<PolicyQuery>> fewUnused() {
        var few = new BenchQueries();
        few.add("100 never used", filtered("", null, Use.NEVER));
        few.add("100 never used, by change", sorted("", null, Use.NEVER, Sort.UPDATED));
        few.add("100 never used, of an owner", owned("", "team 7", null, Use.NEVER));
        few.add("100 never used, searched in a seventh", filtered("hospital", null, Use.NEVER));
        few.add("100 never used, searched in nearly all", filtered("contract", null, Use.NEVER));
        return few.queries;
    }

    static Map<String, IntFunction<PolicyQuery>> manyFailing() {
        var many = new BenchQueries();
        many.add("half failing", filtered("", null, Use.FAILING));
        many.add("half failing, by change", sorted("", null, Use.FAILING, Sort.UPDATED));
        many.add("half failing, of an owner", owned("", "team 8", null, Use.FAILING));
        many.add("half failing, searched in a seventh", filtered("hospital", null, Use.FAILING));
        many.add("half failing, searched in nearly all", filtered("contract", null, Use.FAILING));
        many.add("half failing, 200 searched", filtered("contract 4712", null, Use.FAILING));
        return many.queries;
    }

    private void pages() {
        add("first page", PolicyQuery.all(0, 50));
        add("middle page", PolicyQuery.all(10_000, 50));
        add("last page", PolicyQuery.all(19_999, 50));
        add("last page by change", query("", null, null, 19_999, Sort.UPDATED, true));
        add("by policy, first page", query("", null, null, 0, Sort.POLICY, false));
        add("by owner, first page", query("", null, null, 0, Sort.OWNER, false));
        var random = new Random(1);
        queries.put("pages at random", run -> PolicyQuery.all(random.nextInt(20_000), 50));
    }

    private void filters() {
        add("level, first page", query("", Level.SECURE, null, 0, Sort.TARGET, false));
        add("level, by change", query("", Level.SECURE, null, 0, Sort.UPDATED, true));
        add("inactive", query("", null, State.INACTIVE, 0, Sort.TARGET, false));
        add("inactive of a level", query("", Level.SECURE, State.INACTIVE, 0, Sort.TARGET, false));
        add("of an owner", owned("", "team 7", null, null));
        add("expired", filtered("", Expiry.EXPIRED, null));
        add("expiring soon", filtered("", Expiry.SOON, null));
        add("failing", filtered("", null, Use.FAILING));
        add("never used", filtered("", null, Use.NEVER));
        add("never used, by change", sorted("", null, Use.NEVER, Sort.UPDATED));
    }

    private void searches() {
        add("search, one hit", query("mx500005.", null, null, 0, Sort.TARGET, false));
        add("search, 200 hits", query("contract 4711", null, null, 0, Sort.TARGET, false));
        add("search, a seventh", query("hospital", null, null, 0, Sort.TARGET, false));
        add("search, nearly all", query("contract", null, null, 0, Sort.TARGET, false));
        add("search, nearly all, by change", query("contract", null, null, 0, Sort.UPDATED, true));
        add("search, two letters", query("ba", null, null, 0, Sort.TARGET, false));
        add("search, no hit", query("zzzqqq", null, null, 0, Sort.TARGET, false));
        add("search, international", query("müller50", null, null, 0, Sort.TARGET, false));
        queries.put(
                "common words, each page once",
                run -> query(WORDS.get(run % WORDS.size()), null, null, run / WORDS.size(), Sort.TARGET, false));
    }

    /** Each filter with a search that finds a seventh, and with others. */
    private void combined() {
        add("a seventh, of a level", query("hospital", Level.SECURE, null, 0, Sort.TARGET, false));
        add("a seventh, inactive", query("hospital", null, State.INACTIVE, 0, Sort.TARGET, false));
        add("a seventh, of an owner", owned("hospital", "team 7", null, null));
        add("a seventh, expired", filtered("hospital", Expiry.EXPIRED, null));
        add("a seventh, expiring soon", filtered("hospital", Expiry.SOON, null));
        add("a seventh, failing", filtered("hospital", null, Use.FAILING));
        add("a seventh, never used", filtered("hospital", null, Use.NEVER));
        add("nearly all, of an owner", owned("contract", "team 7", null, null));
        add("nearly all, failing", filtered("contract", null, Use.FAILING));
        add("nearly all, never used", filtered("contract", null, Use.NEVER));
        add("200 hits, never used", filtered("contract 4711", null, Use.NEVER));
        add("two letters, failing", filtered("ba", null, Use.FAILING));
        add("two letters, never used", filtered("ba", null, Use.NEVER));
        add("expired, never used", filtered("", Expiry.EXPIRED, Use.NEVER));
        add("expired, failing, of an owner", owned("", "team 0", Expiry.EXPIRED, Use.FAILING));
        add("never used, of an owner", owned("", "team 7", null, Use.NEVER));
        add(
                "inactive of a level, never used",
                new PolicyQuery("", Level.SECURE, State.INACTIVE, "", null, Use.NEVER, 0, 50, Sort.TARGET, false));
        add(
                "all filters at once",
                new PolicyQuery(
                        "contract",
                        Level.MAY,
                        State.INACTIVE,
                        "team 0",
                        Expiry.EXPIRED,
                        Use.FAILING,
                        0,
                        50,
                        Sort.OWNER,
                        true));
    }

    private void add(String name, PolicyQuery query) {
        queries.put(name, run -> query);
    }

    private static PolicyQuery query(
            String search, @Nullable Level level, @Nullable State state, int page, Sort sort, boolean descending) {
        return new PolicyQuery(search, level, state, page, 50, sort, descending);
    }

    private static PolicyQuery filtered(String search, @Nullable Expiry expiry, @Nullable Use use) {
        return owned(search, "", expiry, use);
    }

    private static PolicyQuery owned(String search, String owner, @Nullable Expiry expiry, @Nullable Use use) {
        return new PolicyQuery(search, null, null, owner, expiry, use, 0, 50, Sort.TARGET, false);
    }

    private static PolicyQuery sorted(String search, @Nullable Expiry expiry, @Nullable Use use, Sort sort) {
        return new PolicyQuery(search, null, null, "", expiry, use, 0, 50, sort, true);
    }
}
