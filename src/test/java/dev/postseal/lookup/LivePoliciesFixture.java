package dev.postseal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.database.TestDatabase;
import dev.postseal.mail.NextHop;
import dev.postseal.policy.Level;
import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.PolicyEntry;
import dev.postseal.policy.PolicyStore;
import dev.postseal.policy.SaveResult;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stored policies and a node that follows them. */
abstract class LivePoliciesFixture {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    final TestDatabase database = TestDatabase.fresh();
    final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    final PolicyStore store = new PolicyStore(database, NOW);
    final PolicyLookup lookup = store.lookup();
    final PolicyFollower follower = new PolicyFollower(store.feed(), lookup);

    @BeforeEach
    void follow() {
        store.live(follower);
        follower.catchUp();
    }

    void insertMany(int count) {
        jdbc.sql(
                        "insert into policy_entry (target, policy, created_at, created_by, updated_at, updated_by, search_text)"
                                + " select 'host' || i || '.example', 'verify', now(), 'x', now(), 'x', 'host' || i || '.example'"
                                + " from generate_series(1, ?) i")
                .param(count)
                .update();
    }

    Level levelFor(String domain) {
        return level(lookup.decide(NextHop.parse(domain)));
    }

    static Level level(Decision decision) {
        return switch (decision) {
            case Decision.ByEntry entry -> entry.policy().level();
            case Decision.ByDefault none -> none.policy().level();
            case Decision.Unusable unusable -> throw new AssertionError(unusable);
        };
    }

    PolicyEntry created(PolicyDraft draft) {
        SaveResult result = store.policies().create(draft);
        assertThat(result).isInstanceOf(SaveResult.Saved.class);
        return ((SaveResult.Saved) result).entry();
    }

    static PolicyDraft draft(String target, String policy) {
        return new PolicyDraft(target, policy, "", true, "", "", null);
    }
}
