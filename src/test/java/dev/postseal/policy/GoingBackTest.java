package dev.postseal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.database.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows are brought up to what their entries say after their end. */
class GoingBackTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant END = NOW.plusSeconds(60);

    private final TestDatabase database = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final PolicyStore store = new PolicyStore(database, NOW);

    @Test
    void anOverrideIsWrittenBackOnceByOneOfTwoNodes() throws Exception {
        for (int i = 0; i < 700; i++) {
            lowered("bank" + i + ".example");
        }
        PolicyEntry later = saved(draft("later.example", END.plusSeconds(1)));
        PolicyEntry ending = saved(new PolicyDraft("ending.example", "may", "", true, "", "", END));
        var other = new PolicyStore(database, END);
        var changes = new ConcurrentLinkedQueue<PolicyChange>();
        store.onChange(changes::add);
        other.onChange(changes::add);
        store.goBack();
        assertThat(changes).isEmpty();
        store.clock().advance(Duration.ofSeconds(60));

        atOnce(store, other);

        assertThat(changes).hasSize(700).extracting(PolicyChange::actor).containsOnly("system");
        assertThat(changes).allSatisfy(change -> {
            PolicyEntry before = java.util.Objects.requireNonNull(change.before());
            PolicyEntry after = java.util.Objects.requireNonNull(change.after());
            assertThat(before.line()).isEqualTo("encrypt");
            assertThat(before.expiresAt()).isEqualTo(END);
            assertThat(after.line()).isEqualTo("verify match=mx.bank.example");
            assertThat(after.version()).isEqualTo(before.version() + 1);
        });
        assertThat(jdbc.sql("""
                        select distinct policy, parameters, reason, owner, expires_at, thereafter_policy, version, updated_by,
                            replace(search_text, target, '…') as search from policy_entry where target like 'bank%'""").query().singleRow())
                .containsEntry("policy", "verify")
                .containsEntry("reason", "Contract")
                .containsEntry("owner", "Treasury")
                .containsEntry("expires_at", null)
                .containsEntry("thereafter_policy", null)
                .containsEntry("version", 1L)
                .containsEntry("updated_by", "system")
                .containsEntry("search", "…\n\ncontract\ntreasury");
        assertThat(store.policies().find(later.id())).contains(later);
        assertThat(version(ending)).isZero();
    }

    @Test
    void aWriterWhoSawTheOverrideIsToldThatItHasEnded() {
        PolicyEntry entry = lowered("bank.example");
        store.clock().advance(Duration.ofSeconds(60));
        store.goBack();

        assertThat(store.policies().update(entry.id(), draft("bank.example", END.plusSeconds(60)), entry.version()))
                .isInstanceOf(SaveResult.Stale.class);
    }

    @Test
    void anOverrideThatHasEndedIsKnownByWhatItWentBackTo() {
        PolicyDraft override = draft("bank.example", END);
        lowered("bank.example");
        saved(new PolicyDraft("same.example", "verify", "match=mx.bank.example", true, "Contract", "Treasury", null));
        assertThat(store.policies().goneBack(override)).as("still in force").isEmpty();
        store.clock().advance(Duration.ofSeconds(61));
        store.goBack();

        assertThat(store.policies().goneBack(override))
                .hasValueSatisfying(entry ->
                        assertThat(entry.findings()).extracting(Finding::code).containsExactly("expires.back"));
        assertThat(store.policies().goneBack(draft("same.example", END)))
                .as("never was that override: its end is a mistake")
                .isEmpty();
        assertThat(store.policies().goneBack(draft("new.example", END))).isEmpty();
        assertThat(store.policies()
                        .goneBack(new PolicyDraft("bank.example", "nonsense", "", true, "", "", END)
                                .followedBy(new ThereafterDraft(
                                        "verify", "match=mx.bank.example", "Contract", "Treasury"))))
                .as("something else is wrong with it")
                .isEmpty();
        assertThat(store.policies().goneBack(draft("bank.example", END.plusSeconds(3600))))
                .as("has not ended yet")
                .isEmpty();
    }

    @Test
    void whatGoesBackIsNeverListedAsExpired() {
        PolicyEntry entry = lowered("bank.example");
        saved(new PolicyDraft("over.example", "may", "", true, "", "", END));
        store.clock().advance(Duration.ofSeconds(61));

        assertThat(store.policies()
                        .search(new PolicyQuery(
                                "", null, PolicyQuery.State.EXPIRED, 0, 10, PolicyQuery.Sort.TARGET, false))
                        .items())
                .extracting(PolicyEntry::target)
                .containsExactly("over.example");
        assertThat(store.policies()
                        .find(entry.id())
                        .orElseThrow()
                        .isExpired(store.clock().instant()))
                .isFalse();
    }

    @Test
    void whatAppliesThereafterKeepsTheRulesOfAnEntry() {
        var then = new ThereafterDraft("may", "match=mx.bank.example cyphers=high", "x\u0000", "o".repeat(201));
        assertThat(problems(draft("bank.example", END).followedBy(then)))
                .containsExactlyInAnyOrder(
                        "thereafter.parameters attribute.level",
                        "thereafter.parameters attribute.similar",
                        "thereafter.reason text.control-character",
                        "thereafter.owner text.too-long");
        assertThat(problems(draft("bank.example", END).followedBy(new ThereafterDraft("best", "", "", ""))))
                .containsExactly("thereafter.policy policy.unknown");
        assertThat(problems(draft("bank.example", null))).containsExactly("thereafter thereafter.no-end");
        assertThat(problems(draft("bank.example", store.clock().instant()))).containsExactly("expiresAt expires.over");
    }

    private List<String> problems(PolicyDraft draft) {
        return ((PolicyValidation.Invalid) store.policies().validate(draft))
                .problems().stream()
                        .map(problem -> problem.field() + " " + problem.code())
                        .toList();
    }

    private static void atOnce(PolicyStore... nodes) throws Exception {
        var start = new CyclicBarrier(nodes.length);
        try (var threads = Executors.newFixedThreadPool(nodes.length)) {
            List<Callable<Void>> rounds = java.util.Arrays.stream(nodes)
                    .<Callable<Void>>map(node -> () -> {
                        start.await();
                        node.goBack();
                        return null;
                    })
                    .toList();
            for (var done : threads.invokeAll(rounds)) {
                done.get();
            }
        }
    }

    private long version(PolicyEntry entry) {
        return store.policies().find(entry.id()).orElseThrow().version();
    }

    private PolicyEntry lowered(String target) {
        return saved(draft(target, END));
    }

    private static PolicyDraft draft(String target, @org.jspecify.annotations.Nullable Instant end) {
        return new PolicyDraft(target, "encrypt", "", true, "Ticket 4711", "", end)
                .followedBy(new ThereafterDraft("verify", "match=mx.bank.example", "Contract", "Treasury"));
    }

    private PolicyEntry saved(PolicyDraft draft) {
        return ((SaveResult.Saved) store.policies().create(draft)).entry();
    }
}
