package dev.postseal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.database.TestDatabase;
import dev.postseal.policy.PolicyQuery.Sort;
import dev.postseal.policy.PolicyQuery.State;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Pages are compared with what a plain sort of all entries gives; the steps are small enough to be taken. */
class PolicySearchTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final int STEP = 40;
    private static final int ENTRIES = 400;

    private final TestDatabase database = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final Random random = new Random(7);
    private PolicySearch search;

    @BeforeEach
    void fill() {
        var rows = new PolicyRows(
                jdbc, new StoredFindings(new PolicyGrammar(TrustAnchorFiles.unchecked())), Clock.systemUTC());
        search = new PolicySearch(
                jdbc, rows, new PolicyLandmarks(STEP), new JdbcTransactionManager(database.dataSource()));
        jdbc.sql("""
                insert into policy_entry (target, policy, parameters, active, reason, owner, expires_at, created_at,
                    created_by, updated_at, updated_by, search_text)
                select md5(n::text) || '.example', (array['may', 'encrypt', 'dane', 'none'])[1 + n % 4], '', n % 3 <> 0,
                    'contract ' || n, 'team 100% sure_' || n % 7, case when n % 11 = 0 then timestamptz '2026-01-01' end,
                    now(), 'test', timestamptz '2025-01-01' + (n / 5) * interval '1 second', 'test',
                    md5(n::text) || E'.example\\ncontract ' || n || E'\\nteam 100% sure_' || n % 7
                from generate_series(1, :entries) n""").param("entries", ENTRIES).update();
    }

    @Test
    void everyPageOfEveryListIsWhatAPlainSortGives() {
        List<PolicyEntry> all = all();
        for (PolicyQuery list : lists()) {
            List<PolicyEntry> expected = plainly(all, list);
            for (int page : shuffledPages(expected.size(), list.size())) {
                assertThat(ids(search.page(list.at(page, list.size()), NOW).items()))
                        .as("%s, page %s", list, page)
                        .isEqualTo(ids(cut(expected, page, list.size())));
            }
        }
    }

    @Test
    void landmarksAreForgottenWithAChange() {
        PolicyQuery last = PolicyQuery.all(19, 20);
        PolicyQuery middle = PolicyQuery.all(9, 20);
        search.page(middle, NOW);
        search.page(last, NOW);

        jdbc.sql("delete from policy_entry where target in (select target from policy_entry order by target limit 30)")
                .update();

        List<PolicyEntry> expected = plainly(all(), middle);
        assertThat(ids(search.page(middle, NOW).items())).isEqualTo(ids(cut(expected, 9, 20)));
        assertThat(ids(search.page(last, NOW).items())).isEmpty();
    }

    @Test
    void aSearchOfSeveralWordsWantsThemTogetherAsTyped() {
        assertThat(found("contract 40")).containsOnly("contract 40", "contract 400");
        assertThat(found("40 contract")).isEmpty();
        assertThat(found("team 100% sure_3")).hasSize((int)
                IntStream.rangeClosed(1, ENTRIES).filter(n -> n % 7 == 3).count());
        assertThat(found("team 100x sure_3")).isEmpty();
    }

    private List<String> found(String text) {
        return search.page(new PolicyQuery(text, null, null, 0, 1000, Sort.TARGET, false), NOW).items().stream()
                .map(PolicyEntry::reason)
                .toList();
    }

    private static List<PolicyQuery> lists() {
        List<PolicyQuery> lists = new ArrayList<>();
        for (String text : List.of("", "contract 1")) {
            for (Level level : new Level[] {null, Level.DANE}) {
                for (State state : new State[] {null, State.ACTIVE, State.INACTIVE, State.EXPIRED}) {
                    for (Sort sort : Sort.values()) {
                        lists.add(new PolicyQuery(text, level, state, 0, 31, sort, false));
                        lists.add(new PolicyQuery(text, level, state, 0, 31, sort, true));
                    }
                }
            }
        }
        return lists;
    }

    private List<Integer> shuffledPages(int rows, int size) {
        List<Integer> pages = new ArrayList<>(
                IntStream.rangeClosed(0, rows / size + 1).boxed().toList());
        Collections.shuffle(pages, random);
        return pages;
    }

    private List<PolicyEntry> all() {
        return search.page(PolicyQuery.all(0, 1000), NOW).items();
    }

    private static List<PolicyEntry> plainly(List<PolicyEntry> all, PolicyQuery list) {
        Comparator<PolicyEntry> order = switch (list.sort()) {
            case TARGET -> Comparator.comparing(PolicyEntry::target);
            case POLICY ->
                Comparator.comparing((PolicyEntry entry) -> entry.policy().text())
                        .thenComparing(PolicyEntry::target);
            case OWNER -> Comparator.comparing(PolicyEntry::owner).thenComparing(PolicyEntry::target);
            case UPDATED -> Comparator.comparing(PolicyEntry::updatedAt).thenComparingLong(PolicyEntry::id);
        };
        return all.stream()
                .filter(entry -> entry.reason().toLowerCase(Locale.ROOT).contains(list.search()))
                .filter(entry -> list.policy() == null || entry.policy() == list.policy())
                .filter(entry -> matches(entry, list.state()))
                .sorted(list.descending() ? order.reversed() : order)
                .toList();
    }

    private static boolean matches(PolicyEntry entry, @Nullable State state) {
        return switch (state) {
            case null -> true;
            case ACTIVE -> entry.active();
            case INACTIVE -> !entry.active();
            case EXPIRED -> entry.isExpired(NOW);
        };
    }

    private static List<PolicyEntry> cut(List<PolicyEntry> rows, int page, int size) {
        return rows.stream().skip((long) page * size).limit(size).toList();
    }

    private static List<Long> ids(List<PolicyEntry> rows) {
        return rows.stream().map(PolicyEntry::id).toList();
    }
}
