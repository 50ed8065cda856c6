package dev.postseal.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.postseal.database.TestDatabase;
import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyQuery;
import dev.postseal.policy.PolicyStore;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How long a page or a search takes at the server among a million entries; docs/measurements.md has the figures. */
final class PolicyListBench {
    private static final int ENTRIES = 1_000_000;
    private static final int WARM_UP = 10;
    private static final int RUNS = 100;
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private PolicyListBench() {}

    /**
     * @param arguments none, or a regular expression for the names of the lists to measure
     */
    public static void main(String[] arguments) {
        String chosen = arguments.length == 0 ? ".*" : arguments[0];
        TestDatabase database = TestDatabase.fresh();
        JdbcClient jdbc = JdbcClient.create(database.dataSource());
        fill(jdbc);
        PolicyStore store = new PolicyStore(pooled(database), NOW);
        Policies policies = store.policies();
        System.out.println("| query | first ms | p50 ms | p95 ms | p99 ms | total |");
        System.out.println("|---|---|---|---|---|---|");
        measure(BenchQueries.all(), chosen, policies);
        leaveFewUnused(jdbc);
        tidyUnused(store);
        measure(BenchQueries.fewUnused(), chosen, policies);
        letHalfFail(jdbc);
        measure(BenchQueries.manyFailing(), chosen, policies);
        System.exit(0);
    }

    private static void measure(Map<String, IntFunction<PolicyQuery>> queries, String chosen, Policies policies) {
        queries.forEach((name, query) -> {
            if (name.matches(chosen)) {
                measure(name, policies, query);
            }
        });
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
        analyze(jdbc);
    }

    /** One of ten thousand entries has not been used yet. */
    private static void leaveFewUnused(JdbcClient jdbc) {
        jdbc.sql("""
                insert into policy_use (policy_id, used_at, outcome, reason_code, delivery_id, failing)
                select id, now(), 'delivered', 'delivery.delivered', id, false from policy_entry where id % 10000 <> 1
                on conflict do nothing""").update();
        analyze(jdbc);
    }

    /** As the product does every hour. */
    private static void tidyUnused(PolicyStore store) {
        long start = System.nanoTime();
        store.tidyUnused();
        System.out.printf("unused entries sorted out in %.1f s%n", (System.nanoTime() - start) / 1e9);
    }

    /** As when the way out is blocked. */
    private static void letHalfFail(JdbcClient jdbc) {
        jdbc.sql("update policy_use set failing = true where policy_id % 2 = 0").update();
        analyze(jdbc);
    }

    private static void analyze(JdbcClient jdbc) {
        List.of("policy_entry", "policy_use")
                .forEach(table -> jdbc.sql("vacuum analyze " + table).update());
    }

    private static void measure(String name, Policies policies, IntFunction<PolicyQuery> query) {
        long begin = System.nanoTime();
        long total = policies.search(query.apply(0)).total();
        long first = (System.nanoTime() - begin) / 1000;
        for (int i = 1; i < WARM_UP; i++) {
            policies.search(query.apply(i));
        }
        long[] micros = new long[RUNS];
        for (int i = 0; i < RUNS; i++) {
            long start = System.nanoTime();
            policies.search(query.apply(i));
            micros[i] = (System.nanoTime() - start) / 1000;
        }
        Arrays.sort(micros);
        System.out.printf(
                "| %s | %.1f | %.1f | %.1f | %.1f | %d |%n",
                name,
                first / 1e3,
                micros[RUNS / 2] / 1e3,
                micros[RUNS * 95 / 100] / 1e3,
                micros[RUNS * 99 / 100] / 1e3,
                total);
    }
}
