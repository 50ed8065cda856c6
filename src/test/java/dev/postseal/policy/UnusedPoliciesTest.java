package dev.postseal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.database.TestDatabase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class UnusedPoliciesTest {
    private static final int MORE_THAN_FEW = 6_000;

    private final TestDatabase database = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final PolicyStore store = new PolicyStore(database, Instant.parse("2026-03-01T12:00:00Z"));

    @Test
    void whatIsNewHasNeverBeenUsed() {
        create("a.example", "b.example");

        assertThat(neverUsed("")).containsExactly("a.example", "b.example");
        assertThat(listed()).containsExactlyInAnyOrderElementsOf(ids());
    }

    @Test
    void whatHasBeenUsedIsNotShownWhateverTheListsSay() {
        create("a.example", "b.example");
        use("a.example");

        assertThat(neverUsed("")).containsExactly("b.example");
        assertThat(neverUsed("exam")).containsExactly("b.example");
    }

    @Test
    void fewOfManyAreFoundInTheirLists() {
        createMany();
        create("a.example", "b.example");
        useAllBut("a.example", "b.example");
        store.tidyUnused();

        assertThat(listed()).hasSize(2);
        assertThat(neverUsed("")).containsExactly("a.example", "b.example");
        assertThat(neverUsed("b.exa")).containsExactly("b.example");
    }

    @Test
    void manyAreFoundWithoutThem() {
        createMany();
        create("a.example");
        use("a.example");

        assertThat(page("").total()).isEqualTo(1_000);
        assertThat(neverUsed("a.example")).isEmpty();
        assertThat(neverUsed("many-17.example")).containsExactly("many-17.example");
    }

    @Test
    void shortListsBecomeOneAndLoseNothing() {
        create("a.example", "b.example", "c.example");
        assertThat(lists()).isEqualTo(3);

        store.tidyUnused();

        assertThat(lists()).isEqualTo(1);
        assertThat(listed()).containsExactlyInAnyOrderElementsOf(ids());
    }

    @Test
    void listsInWhichNothingHasChangedStayAsTheyAre() {
        createMany();
        store.tidyUnused();
        List<Long> before = jdbc.sql("select list from policy_unused where n >= 500 order by list")
                .query(Long.class)
                .list();

        store.tidyUnused();

        assertThat(before).isNotEmpty();
        assertThat(jdbc.sql("select list from policy_unused where n >= 500 order by list")
                        .query(Long.class)
                        .list())
                .isEqualTo(before);
    }

    @Test
    void whatIsDeletedLeavesItsList() {
        create("a.example", "b.example");
        jdbc.sql("delete from policy_entry where target = 'a.example'").update();

        store.tidyUnused();

        assertThat(listed()).containsExactlyElementsOf(ids()).hasSize(1);
    }

    private void create(String... targets) {
        for (String target : targets) {
            store.policies().create(new PolicyDraft(target, "encrypt", "", true, "", "", null, null));
        }
    }

    private void createMany() {
        jdbc.sql("""
                insert into policy_entry (target, policy, created_at, created_by, updated_at, updated_by, search_text)
                select 'many-' || n || '.example', 'may', now(), 'test', now(), 'test', 'many-' || n || '.example'
                from generate_series(1, :n) n""").param("n", MORE_THAN_FEW).update();
    }

    private void use(String target) {
        jdbc.sql("""
                insert into policy_use (policy_id, used_at, outcome, reason_code, delivery_id, failing)
                select id, now(), 'delivered', 'delivery.delivered', 1, false from policy_entry where target = :target""").param("target", target).update();
    }

    private void useAllBut(String... targets) {
        jdbc.sql("""
                insert into policy_use (policy_id, used_at, outcome, reason_code, delivery_id, failing)
                select id, now(), 'delivered', 'delivery.delivered', 1, false from policy_entry
                where target not in (:targets)""").param("targets", List.of(targets)).update();
    }

    private List<String> neverUsed(String search) {
        return page(search).items().stream().map(PolicyEntry::target).toList();
    }

    private PolicyPage page(String search) {
        return store.policies()
                .search(new PolicyQuery(
                        search, null, null, "", null, PolicyQuery.Use.NEVER, 0, 50, PolicyQuery.Sort.TARGET, false));
    }

    private List<Long> listed() {
        return jdbc.sql("select unnest(ids) from policy_unused")
                .query(Long.class)
                .list();
    }

    private int lists() {
        return jdbc.sql("select count(*) from policy_unused")
                .query(Integer.class)
                .single();
    }

    private List<Long> ids() {
        return jdbc.sql("select id from policy_entry").query(Long.class).list();
    }
}
