package dev.postseal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.database.TestDatabase;
import dev.postseal.mail.NextHop;
import dev.postseal.policy.Level;
import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.PolicyEntry;
import dev.postseal.policy.PolicyGrammar;
import dev.postseal.policy.PolicyStore;
import dev.postseal.policy.SaveResult;
import dev.postseal.policy.ThereafterDraft;
import dev.postseal.policy.TlsPolicy;
import dev.postseal.policy.TrustAnchorFiles;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What nodes decide before and after the end of an override, while nobody saves anything. */
class OverrideTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration TIME = Duration.ofSeconds(60);

    private final PolicyStore store = new PolicyStore(TestDatabase.fresh(), NOW);
    private final PolicyLookup lookup = store.lookup();
    private final PolicyFollower follower = new PolicyFollower(store.feed(), lookup);

    @BeforeEach
    void follow() {
        store.live(follower);
        follower.catchUp();
    }

    @Test
    void theFormerDemandIsBackAtTheEndOnNodesThatHearOfNothing() {
        PolicyEntry entry = lowered("bank.example");
        var other = new PolicyLookup(
                new PolicyGrammar(TrustAnchorFiles.unchecked()), TlsPolicy.of(Level.MAY), store.clock());
        new PolicyFollower(store.feed(), other).catchUp();
        long revision = other.revision();
        for (PolicyLookup node : new PolicyLookup[] {lookup, other}) {
            assertThat(line(node)).isEqualTo("encrypt");
            assertThat(Objects.requireNonNull(node.exactly("bank.example")).line())
                    .isEqualTo("encrypt");
        }

        store.clock().advance(TIME.minusNanos(1));
        assertThat(line(other)).isEqualTo("encrypt");
        store.clock().advance(Duration.ofNanos(1));

        for (PolicyLookup node : new PolicyLookup[] {lookup, other}) {
            assertThat(line(node)).isEqualTo("verify match=mx.bank.example");
            assertThat(Objects.requireNonNull(node.exactly("bank.example")).line())
                    .isEqualTo("verify match=mx.bank.example");
            assertThat(node.revision()).isEqualTo(revision);
        }
        assertThat(store.policies().find(entry.id()).orElseThrow()).satisfies(stored -> {
            assertThat(stored.line()).isEqualTo("verify match=mx.bank.example");
            assertThat(stored.reason()).isEqualTo("Contract");
            assertThat(stored.expiresAt()).isNull();
            assertThat(stored.thereafter()).isNull();
        });
    }

    @Test
    void noActBeginsUnderAnOverrideThatHasEnded() throws IOException {
        lowered("bank.example");
        Decision decision = lookup.decide(NextHop.parse("bank.example"));
        assertThat(lookup.whileInForce(decision, () -> {})).isTrue();

        store.clock().advance(TIME);
        assertThat(lookup.whileInForce(decision, () -> {
                    throw new AssertionError("sent under the override");
                }))
                .isFalse();
    }

    @Test
    void saysWhatFollows() {
        PolicyEntry entry = lowered("bank.example");
        assertThat(lookup.after(entry).facts()).containsExactly("verify match=mx.bank.example");
        PolicyEntry ending = created(new PolicyDraft("a.sub.example", "none", "", true, "", "", NOW.plus(TIME)));
        assertThat(lookup.after(ending)).isInstanceOf(Following.ByDefault.class);
        created(new PolicyDraft(".example", "secure", "", true, "", "", NOW.plus(TIME)));
        created(new PolicyDraft(".sub.example", "may", "", true, "", "", NOW.plus(TIME))
                .followedBy(new ThereafterDraft("dane-only", "", "", "")));
        assertThat(lookup.after(ending).facts()).containsExactly(".sub.example", "dane-only");
    }

    private PolicyEntry lowered(String target) {
        return created(new PolicyDraft(target, "encrypt", "", true, "Ticket 4711", "", NOW.plus(TIME))
                .followedBy(new ThereafterDraft("Verify", "match=mx." + target, "Contract ", "Treasury")));
    }

    private PolicyEntry created(PolicyDraft draft) {
        SaveResult result = store.policies().create(draft);
        assertThat(result).isInstanceOf(SaveResult.Saved.class);
        return ((SaveResult.Saved) result).entry();
    }

    private static String line(PolicyLookup node) {
        return ((Decision.ByEntry) node.decide(NextHop.parse("bank.example")))
                .entry()
                .line();
    }
}
