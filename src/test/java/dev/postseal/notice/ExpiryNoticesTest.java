package dev.postseal.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.SettableClock;
import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.SaveResult;
import dev.postseal.policy.ThereafterDraft;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(
        properties = {
            "postseal.delivery.enabled=false",
            "postseal.smtp.listen=",
            "postseal.socketmap.listen=",
            "postseal.public-url=https://postseal.ours.example/",
            "postseal.notify.sender=postseal@ours.example",
            "postseal.notify.fallback=postmaster@ours.example",
            "postseal.notify.language=de"
        })
@Import(SettableClock.AsClock.class)
@ExtendWith(OutputCaptureExtension.class)
class ExpiryNoticesTest {
    @Autowired
    private ExpiryNotices notices;

    @Autowired
    private Policies policies;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private SettableClock clock;

    /** A notice as it stands in the queue. */
    private record Sent(String recipient, String text) {}

    @BeforeEach
    void nothing() {
        jdbc.sql("delete from policy_entry").update();
        jdbc.sql("delete from message").update();
    }

    @Test
    void anOwnerIsToldOnceBeforeTheEndAndOnceAfterIt() {
        long id = entry("bücher.example", "anna@ours.example", in(Duration.ofDays(8)));
        notices.round();
        assertThat(sent()).isEmpty();
        clock.advance(Duration.ofDays(2));
        notices.round();
        notices.round();
        assertThat(sent()).singleElement().satisfies(mail -> {
            assertThat(mail.recipient()).isEqualTo("anna@ours.example");
            assertThat(mail.text())
                    .contains("From: Postseal <postseal@ours.example>\r\n", "Auto-Submitted: auto-generated\r\n")
                    .contains("Die TLS-Richtlinie für bücher.example läuft am ")
                    .contains("Richtlinie:     secure match=nexthop\r\n", "Grund:          Vertrag 114\r\n")
                    .contains("https://postseal.ours.example/policies/" + id + "\r\n", "als verantwortlich");
            assertThat(mail.text().lines().filter(line -> line.startsWith("Subject: ") || line.startsWith(" =?")))
                    .allSatisfy(line -> assertThat(line).matches("[ -~]{1,85}"));
        });
        clock.advance(Duration.ofDays(7));
        notices.round();
        notices.round();
        assertThat(sent()).hasSize(2);
        assertThat(sent().getLast().text()).contains("abgelaufen und gilt nicht mehr");
    }

    @Test
    void ofAnOverrideTheOwnerIsToldWhatComesBackAndNothingOnceItHas() {
        var lowered =
                new PolicyDraft("bank.example", "encrypt", "", true, "", "anna@ours.example", in(Duration.ofDays(1)));
        policies.create(lowered.followedBy(
                new ThereafterDraft("verify", "match=mx.bank.example", "Vertrag 114", "anna@ours.example")));
        notices.round();
        assertThat(sent())
                .singleElement()
                .satisfies(mail -> assertThat(mail.text())
                        .contains("läuft am ", "Richtlinie:     encrypt\r\n")
                        .contains("Danach gilt wieder verify match=mx.bank.example.\r\n")
                        .doesNotContain("Vorgabe"));
        clock.advance(Duration.ofDays(2));
        notices.round();
        assertThat(sent()).hasSize(1);
    }

    @Test
    void manyNodesAtOnceSendOneMessage() throws Exception {
        for (int i = 0; i < 10; i++) {
            entry("p" + i + ".example", "anna@ours.example", in(Duration.ofDays(1)));
        }
        var start = new CyclicBarrier(4);
        Callable<Void> node = () -> {
            start.await();
            notices.round();
            return null;
        };
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var done : threads.invokeAll(List.of(node, node, node, node))) {
                done.get();
            }
        }
        assertThat(sent()).hasSize(10);
    }

    @Test
    void whoseOwnerIsNoMailAddressIsAnnouncedToTheFallbackAndAChangedEndAnew() {
        long id = entry("bank.example", "Treasury", in(Duration.ofDays(3)));
        notices.round();
        assertThat(sent()).singleElement().satisfies(mail -> {
            assertThat(mail.recipient()).isEqualTo("postmaster@ours.example");
            assertThat(mail.text()).contains("Verantwortlich: Treasury\r\n", "niemand mit einer Mailadresse");
        });
        jdbc.sql("update policy_entry set reason = 'another' where id = ?")
                .param(id)
                .update();
        notices.round();
        assertThat(sent()).hasSize(1);
        jdbc.sql("update policy_entry set expires_at = expires_at + interval '1 day' where id = ?")
                .param(id)
                .update();
        notices.round();
        assertThat(sent()).hasSize(2);
    }

    @Test
    void nobodyIsToldOfWhatIsSwitchedOffOrEndedLongAgo() {
        long off = entry("off.example", "anna@ours.example", in(Duration.ofDays(3)));
        jdbc.sql("update policy_entry set active = false where id = ?")
                .param(off)
                .update();
        entry("old.example", "anna@ours.example", in(Duration.ofDays(-8)));
        notices.round();
        assertThat(sent()).isEmpty();
    }

    @Test
    void aMessageThatCannotBeQueuedIsMadeUpForAndKeepsNoOtherOneBackAndIsLoggedOnce(CapturedOutput output) {
        for (int i = 0; i < 101; i++) {
            entry("p" + i + ".example", "anna@ours.example", in(Duration.ofDays(3)));
        }
        entry("later.example", "bert@ours.example", in(Duration.ofDays(4)));
        jdbc.sql("alter table delivery add constraint no_notice check (recipient <> 'anna@ours.example')")
                .update();
        try {
            notices.round();
            notices.round();
        } finally {
            jdbc.sql("alter table delivery drop constraint no_notice").update();
        }
        assertThat(sent()).extracting(Sent::recipient).containsExactly("bert@ours.example");
        assertThat(output.getOut().lines().filter(line -> line.contains("could not be announced")))
                .hasSize(101);
        notices.round();
        assertThat(sent()).hasSize(102);
    }

    private Instant in(Duration time) {
        return clock.instant().plus(time);
    }

    private long entry(String target, String owner, Instant expiresAt) {
        var draft = new PolicyDraft(target, "secure", "match=nexthop", true, "Vertrag 114", owner, expiresAt);
        return ((SaveResult.Saved) policies.create(draft)).entry().id();
    }

    private List<Sent> sent() {
        return jdbc.sql("""
                select d.recipient, c.data from message m join delivery d on d.message_id = m.id
                join message_chunk c on c.message_id = m.id order by m.id""")
                .query((row, number) -> new Sent(row.getString(1), new String(row.getBytes(2), StandardCharsets.UTF_8)))
                .list();
    }
}
