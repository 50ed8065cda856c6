package dev.postseal.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postseal.policy.DeleteResult;
import dev.postseal.policy.Level;
import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.PolicyEntry;
import dev.postseal.policy.PolicyQuery;
import dev.postseal.policy.SaveResult;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is written when several write, or what is written is wrong. */
class PolicyWritersTest extends LivePoliciesFixture {
    @Test
    void concurrentWritersLoseNothing() throws Exception {
        try (ExecutorService writers = Executors.newCachedThreadPool()) {
            List<Future<?>> writes = IntStream.range(0, 200)
                    .<Future<?>>mapToObj(i -> writers.submit(() -> {
                        created(draft("d" + i + ".example", "encrypt"));
                        assertThat(levelFor("d" + i + ".example")).isEqualTo(Level.ENCRYPT);
                    }))
                    .toList();
            for (Future<?> write : writes) {
                write.get();
            }
        }
        assertThat(store.policies().search(PolicyQuery.all(0, 10)).total()).isEqualTo(200);
    }

    @Test
    void onlyOneOfTwoWritersGetsATarget() {
        created(draft("example.com", "encrypt"));
        assertThat(store.policies().create(draft("EXAMPLE.com", "none"))).isInstanceOf(SaveResult.TargetTaken.class);
        PolicyEntry other = created(draft("other.example", "may"));
        assertThat(store.policies().update(other.id(), draft("example.com", "none"), null))
                .isInstanceOf(SaveResult.TargetTaken.class);
        assertThat(levelFor("example.com")).isEqualTo(Level.ENCRYPT);
    }

    @Test
    void aWriterWhoSawAnOlderVersionChangesNothing() {
        PolicyEntry entry = created(draft("example.com", "encrypt"));
        store.policies().update(entry.id(), draft("example.com", "verify"), entry.version());

        assertThat(store.policies().update(entry.id(), draft("example.com", "none"), entry.version()))
                .isInstanceOfSatisfying(
                        SaveResult.Stale.class,
                        stale -> assertThat(stale.current().policy()).isEqualTo(Level.VERIFY));
        assertThat(store.policies().delete(entry.id(), entry.version())).isInstanceOf(DeleteResult.Stale.class);
        assertThat(levelFor("example.com")).isEqualTo(Level.VERIFY);
    }

    @Test
    void allProblemsAreNamedAtOnceAndNothingIsWritten() {
        SaveResult result = store.policies()
                .create(new PolicyDraft("exa mple", "starttls", "", true, "x\u0000", "o".repeat(201), null));

        assertThat(result)
                .isInstanceOfSatisfying(
                        SaveResult.Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting("field")
                                .containsExactlyInAnyOrder("target", "policy", "reason", "owner"));
        assertThat(store.policies().search(PolicyQuery.all(0, 10)).total()).isZero();
    }

    @Test
    void whatAListenerCannotRecordIsNotWrittenEither() {
        store.onChange(change -> {
            throw new IllegalStateException("audit is full");
        });
        assertThatThrownBy(() -> created(draft("example.com", "encrypt"))).hasMessage("audit is full");
        assertThat(store.policies().search(PolicyQuery.all(0, 10)).total()).isZero();
    }

    @Test
    void totalsAreRightAfterEveryKindOfChange() {
        insertMany(50);
        jdbc.sql("update policy_entry set policy = 'none' where id % 3 = 0").update();
        jdbc.sql("update policy_entry set active = false where id % 5 = 0").update();
        jdbc.sql("delete from policy_entry where id % 7 = 0").update();

        assertThat(counts("select policy || active::text || n from policy_count where n <> 0"))
                .containsExactlyInAnyOrderElementsOf(
                        counts("select policy || active::text || count(*) from policy_entry group by policy, active"));
    }

    @Test
    void aNameIsFoundAsPeopleReadItAndAsItIsStored() {
        created(draft("münchen.example", "encrypt"));
        for (String search : List.of("MÜNCHEN", "mün", "xn--mnchen-3ya", "xn", "chen.ex")) {
            assertThat(store.policies()
                            .search(new PolicyQuery(search, null, null, 0, 10, PolicyQuery.Sort.TARGET, false))
                            .total())
                    .as(search)
                    .isEqualTo(1);
        }
    }

    private List<String> counts(String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }
}
