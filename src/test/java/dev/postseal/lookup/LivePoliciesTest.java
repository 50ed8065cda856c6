package dev.postseal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.mail.NextHop;
import dev.postseal.policy.DeleteResult;
import dev.postseal.policy.Level;
import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.PolicyEntry;
import dev.postseal.policy.PolicyFeed;
import dev.postseal.policy.PolicyGrammar;
import dev.postseal.policy.SaveResult;
import dev.postseal.policy.TlsPolicy;
import dev.postseal.policy.TrustAnchorFiles;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Writes on a real database, and what this node and another one decide afterwards. */
class LivePoliciesTest extends LivePoliciesFixture {
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
}
