package dev.postseal.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import dev.postseal.history.HourlyTotals;
import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyDraft;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ConsoleTest
class OverviewPageTest {

    @LocalServerPort
    int port;

    @Autowired
    Policies policies;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    HourlyTotals totals;

    private Entries entries;

    @BeforeEach
    void empty() {
        entries = new Entries(policies, jdbc).none();
        jdbc.sql("delete from delivery").update();
        jdbc.sql("delete from history_hour").update();
        jdbc.sql("update history_progress set counted_until = null").update();
        jdbc.sql("delete from history_queue").update();
    }

    @Test
    void saysThatNothingIsToDoOnlyWhenThatIsSo() {
        try (Visitor visitor = visitor(true).open("/")) {
            Page page = visitor.page();
            assertThat(page.locator(".calm")).containsText("Nothing needs you now");
            assertThat(page.locator(".chart").first()).containsText("No mail was delivered in this period");
            page.locator(".head a").first().focus();
            Samples.deferredDelivery(jdbc);
            Samples.deferredDelivery(jdbc);

            assertThat(page.locator(".attention"))
                    .containsText("2 deliveries to bank.example wait", new ContainsTextOptions().setTimeout(30_000));
            assertThat(page.locator(".attention")).containsText("made out to somebody else");
            assertThat(page.locator(".head a").first()).isFocused();
            page.click(".attention a");
            assertThat(page.locator("tbody tr")).hasCount(2);
            assertThat(visitor.at()).isEqualTo("/deliveries?nexthop=bank.example&state=deferred");
        }
    }

    @Test
    void anOverrideThatEndsIsSeenComingByItsOwnerAndThatItHasEndedToo() {
        Instant now = Instant.now();
        entries.add(draft("soon.example", "Treasury", now.plus(Duration.ofDays(3))));
        entries.add(draft("later.example", "Sales", now.plus(Duration.ofDays(90))));
        entries.add(draft("over.example", "", now.minus(Duration.ofDays(2))));
        try (Visitor visitor = visitor(true).open("/")) {
            Locator attention = visitor.page().locator(".attention li");
            assertThat(attention).hasCount(2);
            assertThat(attention.nth(0)).containsText("may for soon.example ends in 3 days");
            assertThat(attention.nth(0)).containsText("Owner: Treasury");
            assertThat(attention.nth(1)).containsText("The policy for over.example ended 2 days ago");
            assertThat(attention.nth(1)).containsText("Nobody is named as its owner");
        }
    }

    @Test
    void chartsAreDrawnFromRealAttemptsAndCountedOnce() {
        Samples.delivered(jdbc, "verified");
        Samples.delivered(jdbc, "untrusted");
        Samples.delivered(jdbc, "verified");
        totals.count();
        Samples.delivered(jdbc, null);
        totals.count();
        totals.count();
        for (boolean script : new boolean[] {true, false}) {
            try (Visitor visitor = visitor(script).open("/?period=day")) {
                Page page = visitor.page();
                Locator proof = page.locator(".chart").first();
                assertThat(proof.locator(".kinds li")).hasText(new String[] {
                    "identity proven 50%", "encrypted, identity not proven 25%", "in the clear 25%"
                });
                proof.locator("summary").click();
                assertThat(proof.locator("tbody tr").last().locator("td")).hasText(new String[] {"2", "1", "1", "4"});
                assertThat(page.locator(".plot canvas")).hasCount(script ? 3 : 0);
            }
        }
    }

    @Test
    void whatWasDeliveredWhileNobodyCountedIsCountedLater() {
        Samples.delivered(jdbc, "verified");
        totals.count();
        long late = Samples.delivered(jdbc, "verified");
        jdbc.sql("update attempt set started_at = started_at - interval '26 hours' where delivery_id = ?")
                .param(late)
                .update();
        jdbc.sql("update history_progress set counted_until = counted_until - interval '25 hours'")
                .update();
        totals.count();
        assertThat(jdbc.sql("select sum(n) from history_hour").query(Long.class).single())
                .isEqualTo(2);
    }

    private static PolicyDraft draft(String target, String owner, Instant expiresAt) {
        return new PolicyDraft(target, "may", "", true, "Trial", owner, expiresAt);
    }

    private Visitor visitor(boolean script) {
        return Visitor.administrator(port, new Visitor.Taste("en", false, 1440, script));
    }
}
