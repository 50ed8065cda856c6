package dev.postseal.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.postseal.database.TestDatabase;
import dev.postseal.policy.Level;
import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyQuery;
import dev.postseal.policy.PolicyQuery.Expiry;
import dev.postseal.policy.PolicyQuery.Sort;
import dev.postseal.policy.PolicyQuery.State;
import dev.postseal.policy.PolicyQuery.Use;
import dev.postseal.policy.PolicyStore;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How long a page or a search takes at the server among a million entries; docs/measurements.md has the figures. */
final class PolicyListBench {
    private static final int ENTRIES = 1_000_000;
    private static final int WARM_UP = 10;
    private static final int RUNS = 100;

    private PolicyListBench() {}

    /**
     * @param arguments none, or a regular expression for the names of the lists to measure
     */
    public static void main(String[] arguments) {
        TestDatabase database = TestDatabase.fresh();
        JdbcClient jdbc = JdbcClient.create(database.dataSource());
        fill(jdbc);
        Policies policies = new PolicyStore(pooled(database), Instant.parse("2026-03-01T12:00:00Z")).policies();
        System.out.println("| query | p50 ms | p95 ms | p99 ms | total |");
        System.out.println("|---|---|---|---|---|");
        if (arguments.length > 0) {
            queries().forEach((name, query) -> {
                if (name.matches(arguments[0])) {
                    measure(name, policies, run -> query);
                }
            });
            System.exit(0);
        }
        queries().forEach((name, query) -> measure(name, policies, run -> query));
        var random = new Random(1);
        measure("pages at random", policies, run -> PolicyQuery.all(random.nextInt(20_000), 50));
        List<String> words = List.of("mail", "bank", "hospital", "city", "school", "shop", "cloud");
        measure(
                "common words, each page once",
                policies,
                run -> query(words.get(run % words.size()), null, null, run / words.size(), Sort.TARGET, false));
        System.exit(0);
    }

    /** Connections are kept, as in the product. */
    private static DataSource pooled(TestDatabase database) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(database.url());
        pool.setUsername(database.user());
        pool.setPassword(database.password());
        pool.setMaximumPoolSize(2);
        return pool;
    }

    private static void fill(JdbcClient jdbc) {
        jdbc.sql("""
                insert into policy_entry (target, policy, parameters, active, reason, owner, expires_at, created_at,
                    created_by, updated_at, updated_by, search_text)
                select target, policy, '', n % 20 <> 0, reason, owner,
                    case when n % 50 = 0 then timestamptz '2026-01-01' + n * interval '30 seconds' end,
                    now(), 'bench', timestamptz '2025-01-01' + n * interval '1 second', 'bench',
                    target || E'\\n' || shown || E'\\n' || reason || E'\\n' || owner
                from (select n,
                        case when n % 1000 = 7 then 'xn--mller-kva' || n || '.example'
                            when n % 5 = 0 then '[mx' || n || '.' || word || '.example]:25'
                            when n % 7 = 0 then '.' || word || n || '.example'
                            else word || '-' || md5(n::text) || '.' || (array['com', 'de', 'org', 'net'])[1 + n % 4] end
                            as target,
                        case when n % 1000 = 7 then 'müller' || n || '.example' else '' end as shown,
                        (array['may', 'encrypt', 'secure', 'dane', 'verify', 'dane-only', 'none', 'fingerprint'])
                            [1 + (n % 97) % 8] as policy,
                        'contract ' || n % 5000 as reason, 'team ' || n % 300 as owner
                    from (select n, (array['mail', 'bank', 'hospital', 'city', 'school', 'shop', 'cloud'])[1 + n % 7]
                        as word from generate_series(1, :entries) n) words) entries""").param("entries", ENTRIES).update();
        // Half of the entries are in use, one of a hundred of those fails.
        jdbc.sql("""
                insert into policy_use (policy_id, used_at, outcome, reason_code, delivery_id, failing)
                select id, now(), 'delivered', 'delivery.delivered', id, id % 200 = 0 from policy_entry where id % 2 = 0""").update();
        jdbc.sql("vacuum analyze policy_entry").update();
        jdbc.sql("vacuum analyze policy_use").update();
    }

    private static Map<String, PolicyQuery> queries() {
        Map<String, PolicyQuery> queries = new LinkedHashMap<>();
        queries.put("first page", PolicyQuery.all(0, 50));
        queries.put("middle page", PolicyQuery.all(10_000, 50));
        queries.put("last page", PolicyQuery.all(19_999, 50));
        queries.put("last page by change", query("", null, null, 19_999, Sort.UPDATED, true));
        queries.put("by policy, first page", query("", null, null, 0, Sort.POLICY, false));
        queries.put("level, first page", query("", Level.SECURE, null, 0, Sort.TARGET, false));
        queries.put("level, by change", query("", Level.SECURE, null, 0, Sort.UPDATED, true));
        queries.put("inactive", query("", null, State.INACTIVE, 0, Sort.TARGET, false));
        queries.put("inactive of a level", query("", Level.SECURE, State.INACTIVE, 0, Sort.TARGET, false));
        queries.put("expired", query("", null, State.EXPIRED, 0, Sort.TARGET, false));
        queries.put("by owner", query("", null, null, 0, Sort.OWNER, false));
        queries.put("of an owner", of("team 7", null, null));
        queries.put("expiring soon", of("", Expiry.SOON, null));
        queries.put("failing", of("", null, Use.FAILING));
        queries.put("never used", of("", null, Use.NEVER));
        queries.put("never used, of an owner", of("team 7", null, Use.NEVER));
        queries.put("search, one hit", query("mx500005.", null, null, 0, Sort.TARGET, false));
        queries.put("search, 200 hits", query("contract 4711", null, null, 0, Sort.TARGET, false));
        queries.put("search, a seventh", query("hospital", null, null, 0, Sort.TARGET, false));
        queries.put("search, nearly all", query("contract", null, null, 0, Sort.TARGET, false));
        queries.put("search, nearly all, by change", query("contract", null, null, 0, Sort.UPDATED, true));
        queries.put("search, two letters", query("ba", null, null, 0, Sort.TARGET, false));
        queries.put("search, no hit", query("zzzqqq", null, null, 0, Sort.TARGET, false));
        queries.put("search, international", query("müller50", null, null, 0, Sort.TARGET, false));
        return queries;
    }

    private static PolicyQuery query(
            String search, @Nullable Level level, @Nullable State state, int page, Sort sort, boolean descending) {
        return new PolicyQuery(search, level, state, page, 50, sort, descending);
    }

    private static PolicyQuery of(String owner, @Nullable Expiry expiry, @Nullable Use use) {
        return new PolicyQuery("", null, null, owner, expiry, use, 0, 50, Sort.TARGET, false);
    }

    private static void measure(String name, Policies policies, IntFunction<PolicyQuery> query) {
        long total = 0;
        for (int i = 0; i < WARM_UP; i++) {
            total = policies.search(query.apply(i)).total();
        }
        long[] micros = new long[RUNS];
        for (int i = 0; i < RUNS; i++) {
            long start = System.nanoTime();
            policies.search(query.apply(i));
            micros[i] = (System.nanoTime() - start) / 1000;
        }
        Arrays.sort(micros);
        System.out.printf(
                "| %s | %.1f | %.1f | %.1f | %d |%n",
                name, micros[RUNS / 2] / 1e3, micros[RUNS * 95 / 100] / 1e3, micros[RUNS * 99 / 100] / 1e3, total);
    }
}
