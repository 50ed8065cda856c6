package dev.postseal.delivery;

import static dev.postseal.delivery.ScriptedCarrier.BOUNCED;
import static dev.postseal.delivery.ScriptedCarrier.DEFERRED;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.mail.EnhancedStatus;
import dev.postseal.mail.Reason;
import dev.postseal.mail.SmtpReply;
import dev.postseal.policy.Level;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class OutcomeTest {
    private final QueueFixture queue = new QueueFixture();
    private final QueueFixture.TestNode node = queue.node("n");

    @AfterEach
    void close() {
        queue.close();
    }

    @Test
    void waitsDoubleFromMinBackoffToMaxBackoff() {
        queue.carrier.say(DEFERRED);
        Accepted accepted = queue.accept("s@example.org", "a@example.net");

        for (long minutes : List.of(5, 10, 20, 40, 80, 160, 240, 240)) {
            node.work();
            Delivery delivery = queue.delivery(accepted, 0);
            assertThat(delivery.state()).isEqualTo(DeliveryState.DEFERRED);
            assertThat(Duration.between(queue.clock.instant(), delivery.nextAttemptAt()))
                    .isEqualTo(Duration.ofMinutes(minutes));
            queue.clock.advance(Duration.ofMinutes(minutes));
        }
        assertThat(queue.get(accepted, 0).attempts())
                .extracting(Attempt::number)
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void theLogNamesTheTimeInTheQueueAndThatOfTheAttempt(CapturedOutput output) {
        queue.carrier.say(DEFERRED);
        Accepted accepted = queue.accept("s@example.org", "a@example.net");
        node.work();
        queue.clock.advance(Duration.ofSeconds(400));
        node.work();

        assertThat(output.getOut().lines().filter(line -> line.contains(accepted.messageId() + ": to=<a@example.net>")))
                .satisfiesExactly(
                        first -> assertThat(first).contains(" delay=0.01 took=0.01 attempt=1 "),
                        second -> assertThat(second).contains(" delay=400 took=0.01 attempt=2 "));
    }

    @Test
    void expiresAfterOneLastAttemptAtTheEndOfTheQueueTime() throws IOException {
        queue.carrier.say(DEFERRED);
        Accepted accepted = queue.accept("s@example.org", "a@example.net");
        Instant end = queue.clock.instant().plus(Duration.ofDays(5));
        node.work();
        queue.clock.advance(Duration.ofDays(5).minusMinutes(1));
        node.work();
        assertThat(queue.delivery(accepted, 0).nextAttemptAt()).isEqualTo(end);

        queue.clock.advance(Duration.ofMinutes(1));
        node.claim().forEach(node.carryOut::carry);

        Delivery expired = queue.delivery(accepted, 0);
        assertThat(expired.state()).isEqualTo(DeliveryState.EXPIRED);
        assertThat(expired.lastReason()).isEqualTo(Reason.of("connect.refused", "mx.example.net", "192.0.2.1"));
        assertThat(bounce()).contains("Status: 5.4.1\r\n").contains("until the time limit was reached");
    }

    @Test
    void refusedForGoodMakesOneBounceForAllRecipientsOfThePass() throws IOException {
        queue.carrier.say(BOUNCED);
        Accepted accepted = queue.accept("s@example.org", "a@example.net", "b@example.net");

        node.claim().forEach(node.carryOut::carry);

        assertThat(queue.delivery(accepted, 0).state()).isEqualTo(DeliveryState.BOUNCED);
        assertThat(queue.count("message")).isEqualTo(2);
        String bounce = bounce();
        assertThat(bounce)
                .contains("To: <s@example.org>\r\n")
                .contains("Auto-Submitted: auto-replied\r\n")
                .contains("Content-Type: multipart/report; report-type=delivery-status;\r\n")
                .contains("Reporting-MTA: dns; mail.postseal.test\r\n")
                .contains("Final-Recipient: rfc822; a@example.net\r\nAction: failed\r\nStatus: 5.1.1\r\n"
                        + "Remote-MTA: dns; mx.example.net\r\nDiagnostic-Code: smtp; 550 5.1.1 no such user\r\n")
                .contains("Final-Recipient: rfc822; b@example.net\r\n")
                .contains("Subject: Hello\r\n")
                .doesNotContain("Text\r\n");
        String boundary = bounce.replaceAll("(?s).*boundary=\"([^\"]+)\".*", "$1");
        assertThat(bounce.split("--" + Pattern.quote(boundary), -1)).hasSize(5);
        assertThat(bounce).endsWith("--" + boundary + "--\r\n");
    }

    @Test
    void nullSenderNeverGetsABounce() {
        queue.carrier.say(BOUNCED);
        queue.accept("", "a@example.net");

        node.work();

        assertThat(queue.count("message")).isEqualTo(1);
        assertThat(queue.count("message_chunk")).isZero();
    }

    @Test
    void bounceOfABounceDoesNotExist() {
        queue.carrier.say(BOUNCED);
        queue.accept("s@example.org", "a@example.net");

        node.work();

        assertThat(queue.count("message")).isEqualTo(2);
        assertThat(queue.count("message_chunk")).isZero();
    }

    @Test
    void outcomeIsWrittenEntirelyOrNotAtAll() {
        queue.carrier.say(BOUNCED);
        Accepted accepted = queue.accept("s@example.org", "a@example.net");
        List<ClaimedGroup> groups = node.claim();
        // The bounce cannot be queued: the delivery must not count as settled then.
        queue.jdbc
                .sql("ALTER TABLE message ADD CHECK (source <> 'bounce') NOT VALID")
                .update();

        Thread carrying = Thread.ofPlatform().daemon().start(() -> groups.forEach(node.carryOut::carry));
        QueueFixture.await(() -> !queue.carrier.carried.isEmpty());
        assertThat(queue.delivery(accepted, 0).state()).isEqualTo(DeliveryState.DELIVERING);
        queue.jdbc
                .sql("ALTER TABLE message DROP CONSTRAINT message_source_check1")
                .update();

        QueueFixture.await(() -> !carrying.isAlive());
        assertThat(queue.delivery(accepted, 0).state()).isEqualTo(DeliveryState.BOUNCED);
        assertThat(queue.carrier.carried).hasSize(1);
    }

    @Test
    void defectOfTheCarrierDefers() {
        queue.carrier.say(to -> {
            throw new IllegalStateException("defect");
        });
        Accepted accepted = queue.accept("s@example.org", "a@example.net");

        node.work();

        assertThat(queue.delivery(accepted, 0).state()).isEqualTo(DeliveryState.DEFERRED);
        assertThat(queue.delivery(accepted, 0).lastReason()).isEqualTo(Reason.of("delivery.internal-error"));
    }

    @Test
    void everyFactOfAnAttemptComesBack() {
        var peer = new TlsRecord.Peer(
                "AA:BB",
                "CC:DD",
                "CN=mx",
                "CN=ca",
                List.of("mx.example.net"),
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2027-01-01T00:00:00Z"));
        var because = List.of(
                Reason.of("policy.by-entry", "example.net", "example.net", "dane"), Reason.of("dns.mx-secure", "x\0"));
        var record = new AttemptRecord(
                queue.clock.instant(),
                Duration.ofMillis(345),
                "mx2.example.net",
                "2001:db8::1",
                25,
                new AppliedPolicy("7", "example.net", Level.DANE, Level.MAY, 42, because),
                new TlsRecord("TLSv1.3", "TLS_AES_256_GCM_SHA384", "trusted", null, "mx2.example.net", peer),
                new DeliveryOutcome.Deferred(
                        EnhancedStatus.of("4.7.5"),
                        Reason.of("tls.name", "mx2.example.net"),
                        SmtpReply.of(450, "4.2.0 first", "second\0")),
                List.of(new TriedHost(
                        "mx1.example.net", null, EnhancedStatus.of("4.4.1"), Reason.of("connect.refused", "x"))),
                "C: EHLO\nS: 250");
        long id = queue.accept("s@example.org", "a@example.net")
                .deliveries()
                .getFirst()
                .id();

        queue.attempts.insert("n", List.of(new AttemptRows.Row(id, 1, record)));

        Attempt stored = queue.attempts.of(id).getFirst();
        assertThat(stored.record())
                .usingRecursiveComparison()
                .ignoringFields("outcome.reply", "policy.because")
                .isEqualTo(record);
        assertThat(requireNonNull(stored.record().policy()).because())
                .containsExactly(because.getFirst(), Reason.of("dns.mx-secure", "x\uFFFD"));
        assertThat(stored.record().outcome().reply()).isEqualTo(SmtpReply.of(450, "4.2.0 first", "second\uFFFD"));
    }

    private String bounce() throws IOException {
        OutgoingMessage bounce = node.claim().getFirst().outgoing();
        assertThat(bounce.from().isNull()).isTrue();
        return new String(bounce.content().get().readAllBytes(), StandardCharsets.UTF_8);
    }
}
