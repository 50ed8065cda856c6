package dev.postseal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.database.TestDatabase;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What Postfix asks for counts as use, beside what Postseal delivers itself. */
class PolicyUsesTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final TestDatabase database = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final PolicyStore store = new PolicyStore(database, NOON);
    private final PolicyUses uses = new PolicyUses(jdbc);

    @Test
    void aQuestionIsAUseOfTheEntry() {
        PolicyEntry asked = entry("asked.example");
        PolicyEntry other = entry("other.example");
        uses.asked(List.of(asked.id(), 4711L), NOON);

        assertThat(uses.of(List.of(asked, other)))
                .containsOnlyKeys(asked.id())
                .containsValue(new PolicyUse(NOON, "asked", null, false));
        assertThat(neverUsed()).containsExactly("other.example");
        store.tidyUnused();
        assertThat(neverUsed()).containsExactly("other.example");
        assertThat(jdbc.sql("select count(*) from policy_unused, unnest(ids)")
                        .query(Integer.class)
                        .single())
                .isOne();
        assertThat(jdbc.sql("select count(*) from policy_asked")
                        .query(Integer.class)
                        .single())
                .as("of an entry that does not exist, too?")
                .isOne();
    }

    @Test
    void questionsAreWrittenOnceAMinute() {
        PolicyEntry asked = entry("asked.example");
        uses.asked(List.of(asked.id()), NOON);
        uses.asked(List.of(asked.id()), NOON.plusSeconds(59));
        assertThat(last(asked)).isEqualTo(NOON);
        uses.asked(List.of(asked.id()), NOON.plusSeconds(61));
        assertThat(last(asked)).isEqualTo(NOON.plusSeconds(61));
        uses.asked(List.of(asked.id()), NOON);
        assertThat(last(asked)).as("of a node whose clock is behind").isEqualTo(NOON.plusSeconds(61));
        uses.asked(List.of(), NOON);
    }

    @Test
    void theLaterUseIsToldUnlessMailDoesNotGetThrough() {
        PolicyEntry delivered = entry("delivered.example");
        PolicyEntry asked = entry("asked.example");
        PolicyEntry failing = entry("failing.example");
        uses.asked(List.of(delivered.id(), asked.id(), failing.id()), NOON);
        attempt(delivered, NOON.plusSeconds(1), "delivered", false);
        attempt(asked, NOON.minusSeconds(1), "delivered", false);
        attempt(failing, NOON.minusSeconds(1), "deferred", true);

        assertThat(uses.of(delivered).orElseThrow().outcome()).isEqualTo("delivered");
        assertThat(uses.of(asked).orElseThrow().outcome()).isEqualTo("asked");
        assertThat(uses.of(failing).orElseThrow()).isEqualTo(new PolicyUse(NOON.minusSeconds(1), "deferred", 1L, true));
    }

    private @Nullable Instant last(PolicyEntry entry) {
        return uses.of(entry).map(PolicyUse::at).orElse(null);
    }

    private List<String> neverUsed() {
        var query =
                new PolicyQuery("", null, null, "", null, PolicyQuery.Use.NEVER, 0, 50, PolicyQuery.Sort.TARGET, false);
        return store.policies().search(query).items().stream()
                .map(PolicyEntry::target)
                .toList();
    }

    private void attempt(PolicyEntry entry, Instant at, String outcome, boolean failing) {
        jdbc.sql("""
                insert into policy_use (policy_id, used_at, outcome, reason_code, delivery_id, failing)
                values (?, ?, ?, '', 1, ?)""")
                .params(entry.id(), java.sql.Timestamp.from(at), outcome, failing)
                .update();
    }

    private PolicyEntry entry(String target) {
        return ((SaveResult.Saved) store.policies().create(new PolicyDraft(target, "secure", "", true, "", "", null)))
                .entry();
    }
}
