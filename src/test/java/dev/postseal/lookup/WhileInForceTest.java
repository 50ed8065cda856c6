package dev.postseal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.mail.NextHop;
import dev.postseal.policy.Level;
import dev.postseal.policy.PolicyGrammar;
import dev.postseal.policy.TlsPolicy;
import dev.postseal.policy.TrustAnchorFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Acts on the wire and the decision they rest on. */
class WhileInForceTest extends LivePoliciesFixture {
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
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
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
}
