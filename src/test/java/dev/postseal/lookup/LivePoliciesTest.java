package dev.postseal.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postseal.database.TestDatabase;
import dev.postseal.mail.NextHop;
import dev.postseal.policy.DeleteResult;
import dev.postseal.policy.Level;
import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.PolicyEntry;
import dev.postseal.policy.PolicyFeed;
import dev.postseal.policy.PolicyGrammar;
import dev.postseal.policy.PolicyQuery;
import dev.postseal.policy.PolicyStore;
import dev.postseal.policy.SaveResult;
import dev.postseal.policy.TlsPolicy;
import dev.postseal.policy.TrustAnchorFiles;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes on a real database, and what this node and another one decide afterwards. */
class LivePoliciesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final TestDatabase database = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final PolicyStore store = new PolicyStore(database, NOW);
    private final PolicyLookup lookup = store.lookup();
    private final PolicyFollower follower = new PolicyFollower(store.feed(), lookup);

    @BeforeEach
    void follow() {
        store.live(follower);
        follower.catchUp();
    }

    @Test
    void anAnsweredWriteIsInForceOnTheWritingNode() {
        PolicyEntry entry = created(draft("example.com", "encrypt"));
        assertThat(levelFor("example.com")).isEqualTo(Level.ENCRYPT);

        assertThat(store.policies().update(entry.id(), draft("example.com", "secure"), null))
                .isInstanceOf(SaveResult.Saved.class);
        assertThat(levelFor("example.com")).isEqualTo(Level.SECURE);

        assertThat(store.policies().delete(entry.id(), null)).isInstanceOf(DeleteResult.Deleted.class);
        assertThat(levelFor("example.com")).isEqualTo(Level.MAY);
    }

    @Test
    void anEntryThatGetsAnotherTargetLeavesTheOldOne() {
        PolicyEntry entry = created(draft("old.example", "encrypt"));
        store.policies().update(entry.id(), draft("new.example", "encrypt"), null);

        assertThat(levelFor("old.example")).isEqualTo(Level.MAY);
        assertThat(levelFor("new.example")).isEqualTo(Level.ENCRYPT);
    }

    @Test
    void anInactiveEntryDoesNotExist() {
        created(new PolicyDraft("example.com", "encrypt", "", false, "", "", null));
        assertThat(levelFor("example.com")).isEqualTo(Level.MAY);
    }

    @Test
    void anEntryEndsAtItsTimeWithoutAnybodySavingAnything() {
        created(new PolicyDraft("example.com", "encrypt", "", true, "", "", NOW.plusSeconds(60)));
        assertThat(levelFor("example.com")).isEqualTo(Level.ENCRYPT);

        store.clock().advance(Duration.ofSeconds(60));
        assertThat(levelFor("example.com")).isEqualTo(Level.MAY);
    }

    @Test
    void anEntryEndsAtItsTimeOnNodesThatHearOfNothing() {
        created(new PolicyDraft("example.com", "encrypt", "", true, "", "", NOW.plusSeconds(60)));
        var other = new PolicyLookup(
                new PolicyGrammar(TrustAnchorFiles.unchecked()), TlsPolicy.of(Level.MAY), store.clock());
        new PolicyFollower(store.feed(), other).catchUp();
        long revision = other.revision();
        assertThat(level(other.decide(NextHop.parse("example.com")))).isEqualTo(Level.ENCRYPT);

        store.clock().advance(Duration.ofSeconds(60));
        assertThat(level(other.decide(NextHop.parse("example.com")))).isEqualTo(Level.MAY);
        assertThat(other.revision()).isEqualTo(revision);
    }

    @Test
    void anExpiredEntryGivesWayToItsParent() {
        created(new PolicyDraft("a.example.com", "encrypt", "", true, "", "", NOW));
        created(draft(".example.com", "secure"));

        Decision decision = lookup.decide(NextHop.parse("a.example.com"));
        assertThat(decision.keysTried()).containsExactly("a.example.com", ".example.com");
        assertThat(levelFor("a.example.com")).isEqualTo(Level.SECURE);
    }

    @Test
    void aChangeByAnotherWriterIsFollowed() {
        created(draft("example.com", "encrypt"));
        jdbc.sql("update policy_entry set policy = 'none' where target = 'example.com'")
                .update();
        assertThat(levelFor("example.com")).isEqualTo(Level.ENCRYPT);

        follower.tryToFollow();
        assertThat(levelFor("example.com")).isEqualTo(Level.NONE);
    }

    @Test
    void whatWasReadAheadIsFollowedFromThere() {
        created(draft("kept.example", "encrypt"));
        PolicyEntry changed = created(draft("changed.example", "encrypt"));
        PolicyFeed.Update.Everything ahead = store.feed().everything();
        store.policies().update(changed.id(), draft("changed.example", "secure"), null);
        created(draft("new.example", "verify"));

        var other = new PolicyLookup(
                new PolicyGrammar(TrustAnchorFiles.unchecked()), TlsPolicy.of(Level.MAY), store.clock());
        try (var following = new PolicyFollower(store.feed(), other)) {
            following.begin(() -> Optional.of(ahead));
            following.start();

            assertThat(level(other.decide(NextHop.parse("kept.example")))).isEqualTo(Level.ENCRYPT);
            assertThat(level(other.decide(NextHop.parse("changed.example")))).isEqualTo(Level.SECURE);
            assertThat(level(other.decide(NextHop.parse("new.example")))).isEqualTo(Level.VERIFY);
        }
    }

    @Test
    void moreChangesThanAreListedAreReadAnew() {
        created(draft("example.com", "encrypt"));
        insertMany(1001);
        follower.tryToFollow();

        assertThat(levelFor("host1001.example")).isEqualTo(Level.VERIFY);
        assertThat(levelFor("example.com")).isEqualTo(Level.ENCRYPT);
    }

    @Test
    void manySmallChangesAreWorkedIntoTheBulk() {
        insertMany(10);
        follower.catchUp();
        for (int i = 0; i < 600; i++) {
            jdbc.sql(
                            "insert into policy_entry (target, policy, created_at, created_by, updated_at, updated_by, search_text)"
                                    + " values (?, 'encrypt', now(), 'x', now(), 'x', '')")
                    .param("one" + i + ".example")
                    .update();
            follower.catchUp();
        }
        jdbc.sql("delete from policy_entry where target = 'host3.example'").update();
        follower.catchUp();

        assertThat(levelFor("one0.example")).isEqualTo(Level.ENCRYPT);
        assertThat(levelFor("one599.example")).isEqualTo(Level.ENCRYPT);
        assertThat(levelFor("host2.example")).isEqualTo(Level.VERIFY);
        assertThat(levelFor("host3.example")).isEqualTo(Level.MAY);
    }

    @Test
    void aFollowerThatMissedForgottenChangesReadsEverything() {
        created(draft("example.com", "encrypt"));
        jdbc.sql("update policy_entry set policy = 'secure'").update();
        jdbc.sql("delete from policy_change").update();
        jdbc.sql("insert into policy_change values ((select revision + 5 from policy_revision), 'other.example')")
                .update();
        jdbc.sql("update policy_revision set revision = revision + 5").update();

        follower.catchUp();
        assertThat(levelFor("example.com")).isEqualTo(Level.SECURE);
    }

    @Test
    void concurrentWritersLoseNothing() throws Exception {
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
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

    @Test
    void noActBeginsUnderAnOlderDecisionOnceAWriteWasAnswered() throws IOException {
        Decision decision = lookup.decide(NextHop.parse("example.com"));
        assertThat(lookup.whileInForce(decision, () -> {})).isTrue();

        created(draft("example.com", "encrypt"));
        assertThat(lookup.whileInForce(decision, () -> {
                    throw new AssertionError("sent under the older policy");
                }))
                .isFalse();
    }

    @Test
    void noActBeginsWhileNobodyKnowsWhetherThePolicyStillHolds() throws Exception {
        var impatient = new PolicyLookup(
                new PolicyGrammar(TrustAnchorFiles.unchecked()),
                TlsPolicy.of(Level.MAY),
                store.clock(),
                Duration.ofSeconds(2));
        var following = new PolicyFollower(store.feed(), impatient);
        following.catchUp();
        Decision decision = impatient.decide(NextHop.parse("example.com"));
        assertThat(impatient.whileInForce(decision, () -> {})).isTrue();

        jdbc.sql("alter table policy_revision rename to out_of_reach").update();
        while (impatient.isCurrent()) {
            following.tryToFollow();
        }
        assertThat(impatient.whileInForce(decision, () -> {
                    throw new AssertionError("sent under a policy of unknown age");
                }))
                .isFalse();
        assertThat(impatient.decide(NextHop.parse("example.com"))).isEqualTo(decision);

        jdbc.sql("alter table out_of_reach rename to policy_revision").update();
        following.tryToFollow();
        assertThat(impatient.isCurrent()).isTrue();
        assertThat(impatient.whileInForce(decision, () -> {})).isTrue();
    }

    @Test
    void aTableThatWasNeverReadIsNotCurrent() {
        var unread = new PolicyLookup(
                new PolicyGrammar(TrustAnchorFiles.unchecked()), TlsPolicy.of(Level.MAY), store.clock());
        assertThat(unread.isCurrent()).isFalse();
    }

    @Test
    void aWriteIsAnsweredOnlyAfterTheActUnderTheOlderDecisionIsDone() throws Exception {
        Decision decision = lookup.decide(NextHop.parse("example.com"));
        var begun = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> act = threads.submit(() -> lookup.whileInForce(decision, () -> {
                begun.countDown();
                awaitQuietly(mayEnd);
            }));
            begun.await();
            Future<?> write = threads.submit(() -> created(draft("example.com", "encrypt")));
            awaitStored("example.com");
            assertThat(write.isDone()).isFalse();
            mayEnd.countDown();
            act.get();
            write.get();
        }
        assertThat(levelFor("example.com")).isEqualTo(Level.ENCRYPT);
    }

    private void awaitStored(String target) {
        while (store.policies().findByTarget(target).isEmpty()) {
            Thread.onSpinWait();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> counts(String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }

    private void insertMany(int count) {
        jdbc.sql(
                        "insert into policy_entry (target, policy, created_at, created_by, updated_at, updated_by, search_text)"
                                + " select 'host' || i || '.example', 'verify', now(), 'x', now(), 'x', 'host' || i || '.example'"
                                + " from generate_series(1, ?) i")
                .param(count)
                .update();
    }

    private Level levelFor(String domain) {
        return level(lookup.decide(NextHop.parse(domain)));
    }

    private static Level level(Decision decision) {
        return switch (decision) {
            case Decision.ByEntry entry -> entry.policy().level();
            case Decision.ByDefault none -> none.policy().level();
            case Decision.Unusable unusable -> throw new AssertionError(unusable);
        };
    }

    private PolicyEntry created(PolicyDraft draft) {
        SaveResult result = store.policies().create(draft);
        assertThat(result).isInstanceOf(SaveResult.Saved.class);
        return ((SaveResult.Saved) result).entry();
    }

    private static PolicyDraft draft(String target, String policy) {
        return new PolicyDraft(target, policy, "", true, "", "", null);
    }
}
