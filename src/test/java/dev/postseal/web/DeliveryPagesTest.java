package dev.postseal.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
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
                Locator confirm = page.locator(".menu-panel[action$=bounce] button");
                assertThat(confirm).isHidden();

                page.click("#ask-bounce");
                assertThat(page.locator(".menu-panel[action$=bounce] p")).containsText("This cannot be undone");
                assertThat(state(id)).isEqualTo("deferred");
                confirm.click();

                assertThat(page.locator(".note-good")).containsText("Given up");
                assertThat(state(id)).isEqualTo("bounced");
                assertThat(page.locator("#ask-bounce")).hasCount(0);
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
            visitor.page().locator("#ask-bounce").press("Enter");
            assertThat(visitor.page().locator(".menu-panel[action$=bounce] button"))
                    .isVisible();
            visitor.page().keyboard().press("Escape");
            assertThat(visitor.page().locator(".menu-panel[action$=bounce] button"))
                    .isHidden();
            assertThat(visitor.page().locator("#ask-bounce")).isFocused();
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
            visitor.page().click("#ask-bounce");
            visitor.page().click(".menu-panel[action$=bounce] button");
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
                        .hasText(language.equals("en") ? "due now" : "jetzt fällig");
            }
        }
    }

    @Test
    void aFailedAttemptExplainsItselfAndGivesTheTextForThePartner() {
        long id = Samples.deferredDelivery(jdbc);
        try (Visitor visitor = visitor(true)) {
            visitor.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            Page page = visitor.open("/deliveries/" + id).page();
            assertThat(page.locator(".explained dt"))
                    .hasText(new String[] {"Policy", "DNS", "Demand", "Session", "Outcome", "Remedy"});
            assertThat(page.locator(".explained"))
                    .containsText("The MX records of bank.example are signed with DNSSEC");

            Locator copy = page.locator(".letter button");
            copy.press("Enter");

            assertThat(copy.locator(".when-copied")).isVisible();
            assertThat(copy.locator(".when-not-copied")).isHidden();
            assertThat(page.locator("#announcer")).hasText("Copied");
            assertThat((String) page.evaluate("navigator.clipboard.readText()"))
                    .startsWith("We could not deliver mail for bank.example to you so far")
                    .contains(
                            "Server: mx1.bank.example [192.0.2.25]:25\n",
                            "What failed:\nThe server’s certificate is trusted, but made out to somebody else",
                            "What would mend it:\nA certificate that names bank.example mends it",
                            "What we demand:\nFor mail to bank.example our TLS policy has an entry of exactly this name",
                            "What DNS said:\nThe MX records of bank.example",
                            "Certificate, subject: CN=mx1.bank.example\n",
                            "Certificate, validity: 2026-01-14 10:00:00 UTC – 2031-01-14 10:00:00 UTC\n",
                            "Certificate, SHA-256: 3D:95:34:AF\n",
                            "Status: 4.7.5\n")
                    .containsPattern("When: \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC\n")
                    .doesNotContain("accounts@", "null", "{");
            assertThat(copy.locator(".when-not-copied")).hasText("Copy for the partner’s postmaster");
            assertThat(copy.locator(".when-not-copied")).isVisible();
        }
    }

    @Test
    void withoutAClipboardTheTextIsShownSelectedAndCopiedAllTheSame() {
        long id = Samples.deferredDelivery(jdbc);
        try (Visitor visitor = visitor(true)) {
            Page page = visitor.page();
            page.addInitScript("Object.defineProperty(navigator, 'clipboard', {value: undefined})");
            visitor.open("/deliveries/" + id).page().locator(".letter button").press("Enter");

            assertThat(page.locator(".letter textarea")).isVisible();
            assertThat((Boolean) page.evaluate("(() => { const t = document.querySelector('.letter textarea');"
                            + " return t.selectionStart === 0 && t.selectionEnd === t.value.length; })()"))
                    .isTrue();
            assertThat(page.locator(".letter button .when-copied")).isVisible();
        }
    }

    @Test
    void theTextForThePartnerIsThereWithoutScriptsAndInGerman() {
        long id = Samples.deferredDelivery(jdbc);
        try (Visitor visitor = Visitor.administrator(port, new Visitor.Taste("de", false, 1440, false))) {
            Page page = visitor.open("/deliveries/" + id).page();
            assertThat(page.locator(".letter button")).isHidden();
            page.locator(".letter summary").press("Enter");
            assertThat(page.locator(".letter textarea")).isVisible();
            assertThat(page.locator(".letter textarea").inputValue())
                    .startsWith("Mail für bank.example konnten wir bisher nicht an Sie zustellen")
                    .contains("Wie es sich beheben lässt:\nNötig ist ein Zertifikat, das bank.example nennt")
                    .contains("-".repeat(72) + "\n\nWe could not deliver mail for bank.example to you so far")
                    .contains("What would mend it:\nA certificate that names bank.example mends it");
        }
    }

    @Test
    void aFaultOfOurOwnIsNoMatterForThePartner() {
        long id = Samples.deferredDelivery(jdbc);
        jdbc.sql("update attempt set reason_code = 'dns.no-trusted-root', reason_args = '{bank.example,MX,no keys}'"
                        + " where delivery_id = ?")
                .param(id)
                .update();
        try (Visitor visitor = visitor(true)) {
            Page page = visitor.open("/deliveries/" + id).page();
            assertThat(page.locator(".explained")).containsText("not even the root zone");
            assertThat(page.locator(".letter")).hasCount(0);
        }
    }

    @Test
    void aDeliveredAttemptHasNoTextForThePartner() {
        long id = Samples.delivered(jdbc, "verified");
        try (Visitor visitor = visitor(true).open("/deliveries/" + id)) {
            assertThat(visitor.page().locator(".letter")).hasCount(1);
            assertThat(visitor.page().locator(".story > li").nth(2).locator(".letter"))
                    .hasCount(0);
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
