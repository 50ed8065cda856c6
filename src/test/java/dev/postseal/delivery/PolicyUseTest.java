package dev.postseal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.mail.EnhancedStatus;
import dev.postseal.mail.Reason;
import dev.postseal.mail.SmtpReply;
import dev.postseal.policy.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The last attempt under an entry is kept with it. */
class PolicyUseTest {
    private static final Instant EARLY = Instant.parse("2026-03-01T08:00:00Z");
    private static final DeliveryOutcome DELIVERED =
            new DeliveryOutcome.Delivered(EnhancedStatus.of("2.0.0"), SmtpReply.of(250));
    private static final DeliveryOutcome NOT_PROVEN = new DeliveryOutcome.Deferred(
            EnhancedStatus.of("4.7.5"), Reason.of("tls.name-mismatch", "bank.example"), null);
    private static final DeliveryOutcome NO_SUCH_USER = new DeliveryOutcome.Bounced(
            EnhancedStatus.of("5.1.1"), Reason.of("smtp.refused", "mx", "RCPT", "no"), SmtpReply.of(550, "no"));

    private final QueueFixture queue = new QueueFixture();
    private int deliveries;

    @AfterEach
    void close() {
        queue.close();
    }

    @Test
    void theLatestAttemptCountsInWhateverOrderTheyAreWritten() {
        write(
                attempt("7", EARLY.plusSeconds(5), NOT_PROVEN),
                attempt("7", EARLY, DELIVERED),
                attempt("8", EARLY, DELIVERED));
        assertThat(use(7)).containsEntry("outcome", "deferred").containsEntry("failing", true);
        assertThat(use(8)).containsEntry("outcome", "delivered").containsEntry("failing", false);

        write(attempt("7", EARLY.plusSeconds(1), DELIVERED));
        assertThat(use(7)).containsEntry("outcome", "deferred");
        write(attempt("7", EARLY.plusSeconds(9), DELIVERED));
        assertThat(use(7)).containsEntry("outcome", "delivered").containsEntry("failing", false);
    }

    @Test
    void aServerThatRefusesARecipientForGoodDoesNotMakeAnEntryFail() {
        write(attempt("7", EARLY, NO_SUCH_USER));
        assertThat(use(7)).containsEntry("outcome", "bounced").containsEntry("failing", false);
    }

    @Test
    void theDefaultPolicyHasNoEntryToRemember() {
        write(attempt(null, EARLY, DELIVERED));
        assertThat(queue.count("attempt")).isEqualTo(1);
        assertThat(queue.count("policy_use")).isZero();
    }

    private static AttemptRecord attempt(@Nullable String policy, Instant at, DeliveryOutcome outcome) {
        return AttemptRecord.withoutHost(
                at,
                Duration.ofSeconds(1),
                new AppliedPolicy(policy, policy == null ? null : "t", Level.SECURE, Level.SECURE, 1, List.of()),
                outcome);
    }

    private void write(AttemptRecord... attempts) {
        var rows = new ArrayList<AttemptRows.Row>();
        for (AttemptRecord attempt : attempts) {
            Accepted accepted = queue.accept("s@example.org", "a" + ++deliveries + "@example.net");
            rows.add(new AttemptRows.Row(queue.delivery(accepted, 0).id(), 1, attempt));
        }
        queue.attempts.insert("n", rows);
    }

    private Map<String, Object> use(long policy) {
        return queue.jdbc
                .sql("select outcome, failing from policy_use where policy_id = ?")
                .param(policy)
                .query()
                .singleRow();
    }
}
