package dev.postseal.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ConsoleTest
class DeliveryPagesTest {
    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void empty() {
        jdbc.sql("delete from delivery").update();
    }

    @Test
    void returningToTheSenderIsAskedForFirstAndDoneOnce() {
        for (boolean script : new boolean[] {true, false}) {
            long id = Samples.deferredDelivery(jdbc);
            try (Visitor visitor = visitor(script).open("/deliveries/" + id)) {
                Page page = visitor.page();
                Locator confirm = page.locator("details.menu button");
                assertThat(confirm).isHidden();

                page.click("details.menu summary");
                assertThat(page.locator("details.menu p")).containsText("This cannot be undone");
                assertThat(state(id)).isEqualTo("deferred");
                confirm.click();

                assertThat(page.locator(".note-good")).containsText("Given up");
                assertThat(state(id)).isEqualTo("bounced");
                assertThat(page.locator("details.menu")).hasCount(0);
            }
        }
        assertThat(jdbc.sql("select count(*) from delivery where recipient = 'billing@ourcompany.example'")
                        .query(Long.class)
                        .single())
                .as("each sender is told once")
                .isEqualTo(2);
    }

    @Test
    void escapeLeavesTheQuestionWithoutAnAct() {
        long id = Samples.deferredDelivery(jdbc);
        try (Visitor visitor = visitor(true).open("/deliveries/" + id)) {
            visitor.page().locator("details.menu summary").press("Enter");
            assertThat(visitor.page().locator("details.menu button")).isVisible();
            visitor.page().keyboard().press("Escape");
            assertThat(visitor.page().locator("details.menu button")).isHidden();
            assertThat(visitor.page().locator("details.menu summary")).isFocused();
            assertThat(state(id)).isEqualTo("deferred");
        }
    }

    @Test
    void whoComesTooLateIsToldWhatBecameOfIt() {
        long id = Samples.deferredDelivery(jdbc);
        try (Visitor visitor = visitor(true).open("/deliveries/" + id)) {
            jdbc.sql("update delivery set state = 'delivered', next_attempt_at = null where id = ?")
                    .param(id)
                    .update();
            visitor.page().click("details.menu summary");
            visitor.page().click("details.menu button");
            assertThat(visitor.page().locator(".note-warning")).containsText("it has been delivered");
            assertThat(state(id)).isEqualTo("delivered");
        }
    }

    @Test
    void theListSaysInWordsAndInColourWhatWasProven() {
        String[][] proofs = {
            {"verified", "identity proven", "tag tag-good"},
            {"trusted", "name not proven", "tag"},
            {"untrusted", "identity not proven", "tag"},
            {null, "in the clear", "tag tag-amber"}
        };
        for (String[] proof : proofs) {
            empty();
            long id = Samples.delivered(jdbc, proof[0]);
            try (Visitor visitor = visitor(true).open("/deliveries")) {
                Locator row = visitor.page().locator("tbody tr");
                assertThat(row.locator(".tag")).hasText("Delivered");
                assertThat(row.locator(".tag")).hasClass(proof[2]);
                assertThat(row).containsText(proof[1]);
                visitor.open("/deliveries/" + id);
                assertThat(visitor.page().locator("main .tag").first()).hasClass(proof[2]);
            }
        }
    }

    @Test
    void saysThatThereMayBeMoreThanWereCounted() {
        jdbc.sql("""
                with one as (insert into message (message_id, envelope_from, size, eight_bit, smtp_utf8, received_at, source, peer)
                    values ('many', '', 1, false, false, now(), 'api', '') returning id)
                insert into delivery (message_id, recipient, nexthop, state, queued_at)
                select one.id, 'r' || n || '@example.com', 'example.com', 'held', now()
                from one, generate_series(1, 10040) n""").update();
        try (Visitor visitor = visitor(true).open("/deliveries")) {
            assertThat(visitor.page().locator(".total")).hasText("At least 10,000 deliveries");
            assertThat(visitor.page().locator(".pages .muted")).hasText("Page 1 of at least 200");
            visitor.open("/deliveries?page=201");
            assertThat(visitor.page().locator("tbody tr")).hasCount(40);
            assertThat(visitor.page().locator("a[rel=next]")).hasCount(0);
            assertThat(visitor.page().locator("tbody tr").last()).containsText("r1@example.com");
        }
    }

    @Test
    void timesStayTrueWhileThePageStaysOpen() {
        for (String language : new String[] {"en", "de"}) {
            empty();
            Samples.deferredDelivery(jdbc);
            try (Visitor visitor = Visitor.administrator(port, Visitor.Taste.PLAIN.language(language))) {
                visitor.page().clock().install();
                visitor.open("/deliveries");
                Locator accepted = visitor.page().locator("td.muted time");
                assertThat(accepted).hasText(language.equals("en") ? "60 minutes ago" : "vor 60 Minuten");
                visitor.page().clock().fastForward("03:00:00");
                assertThat(accepted).hasText(language.equals("en") ? "4 hours ago" : "vor 4 Stunden");
                assertThat(visitor.page().locator("td.wide time"))
                        .hasText(language.equals("en") ? "3 hours ago" : "vor 3 Stunden");
            }
        }
    }

    private String state(long id) {
        return jdbc.sql("select state from delivery where id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    private Visitor visitor(boolean script) {
        return Visitor.administrator(port, new Visitor.Taste("en", false, 1440, script));
    }
}
