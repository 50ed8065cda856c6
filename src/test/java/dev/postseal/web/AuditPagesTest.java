package dev.postseal.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import dev.postseal.policy.Level;
import dev.postseal.policy.PolicyDraft;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@ConsoleTest
class AuditPagesTest extends PolicyPages {
    @Test
    void aChangeAtTheConsoleIsFoundAndTakenBack() {
        long id = entries.add("found.example", "secure", true);
        try (Visitor visitor = Visitor.administrator(port).open("/policies/" + id)) {
            visitor.page().check("[value=may]");
            visitor.page().click(".say-save");
            visitor.open("/audit?q=found.example");
            var row = visitor.page().locator("tbody tr").first();
            assertThat(row).containsText("Policy changed");
            assertThat(row.locator("del")).hasText("secure");
            assertThat(row.locator("ins")).hasText("may");
            assertThat(row).containsText("admin");
            assertThat(row).containsText("127.0.0.1");

            row.locator(".row-link").click();
            visitor.page().click("text=Revert");
            assertThat(visitor.page().locator("#changed-since")).hasCount(0);
            visitor.page().click("text=Change this entry back");
            assertThat(visitor.page().locator(".note-good")).containsText("Reverted");
            assertThat(visitor.page().locator("tbody tr").first()).containsText("takes back an earlier change");
        }
        assertThat(policies.find(id).orElseThrow().policy()).isEqualTo(Level.SECURE);
    }

    @Test
    void whoRevertsIsToldOfLaterChangesAndOfThoseMadeMeanwhile() {
        long id = entries.add("later.example", "secure", true);
        policies.update(id, draft("later.example", "may"), null);
        policies.update(id, draft("later.example", "encrypt"), null);
        try (Visitor visitor = Visitor.administrator(port).open("/audit?q=later.example")) {
            visitor.page().locator("tbody tr").nth(1).locator(".row-link").click();
            visitor.page().click("text=Revert");
            assertThat(visitor.page().locator("#changed-since")).containsText("has changed this entry since");
            policies.update(id, draft("later.example", "verify"), null);
            visitor.page().click("text=Change this entry back");
            assertThat(visitor.page().locator("[role=alert]:visible")).containsText("while you were looking");
            assertThat(policies.find(id).orElseThrow().policy()).isEqualTo(Level.VERIFY);
            visitor.page().click("text=Change this entry back");
            assertThat(visitor.page().locator(".note-good")).isVisible();
        }
        assertThat(policies.find(id).orElseThrow().policy()).isEqualTo(Level.SECURE);
    }

    @Test
    void whoItWasIsFoundByTheNameThatIsShown() {
        entries.add("itself.example", "may", true);
        try (Visitor visitor = Visitor.administrator(port).open("/audit?q=itself.example")) {
            assertThat(visitor.page().locator("tbody tr")).containsText("Postseal itself");
            visitor.open("/audit?q=itself.example&actor=postseal+itself");
            assertThat(visitor.page().locator("tbody tr")).hasCount(1);
            visitor.open("/audit?q=itself.example&actor=admin");
            assertThat(visitor.page().locator(".nothing")).containsText("Nothing found");
        }
    }

    @Test
    void filtersLiveInTheAddressAndLeadToTheFile() throws Exception {
        entries.add("one.filter.example", "may", true);
        entries.add("two.filter.example", "may", true);
        try (Visitor visitor = Visitor.administrator(port).open("/audit")) {
            visitor.page().fill("#q", "one.filter");
            assertThat(visitor.page().locator("tbody tr")).hasCount(1);
            assertThat(visitor.page()).hasURL(Pattern.compile("audit\\?q=one\\.filter$"));
            Download download =
                    visitor.page().waitForDownload(() -> visitor.page().click("text=CSV"));
            assertThat(download.suggestedFilename()).isEqualTo("audit.csv");
            assertThat(Files.readAllLines(download.path()))
                    .hasSize(2)
                    .last()
                    .asString()
                    .contains("one.filter.example");
            visitor.page().selectOption("#kind", "user");
            assertThat(visitor.page().locator(".nothing")).containsText("Nothing found");
        }
    }

    @Test
    void aSettingIsFoundInThePlainWordsOfTheReaderAndTakenBack() {
        try (Visitor visitor = Visitor.administrator(port).open("/settings")) {
            visitor.page().check("#reasonRequired");
            visitor.page().click("main .btn-primary");
            visitor.open("/audit?kind=setting");
            var row = visitor.page().locator("tbody tr").first();
            assertThat(row).containsText("A reason for every policy");
            assertThat(row).containsText("Setting changed");
            assertThat(row.locator("del")).hasText("no");
            assertThat(row.locator("ins")).hasText("yes");
            row.locator(".row-link").click();
            visitor.page().click("text=Revert");
            visitor.page().click("text=Change this setting back");
            assertThat(visitor.page().locator(".note-good")).containsText("Reverted");
            visitor.open("/settings");
            assertThat(visitor.page().locator("#reasonRequired")).not().isChecked();
        }
    }

    @Test
    void anActOnASelectionIsOneLineThatNamesItsNumberAndFilter() {
        jdbc.sql("delete from delivery").update();
        Samples.deferredDelivery(jdbc);
        Samples.deferredDelivery(jdbc);
        try (Visitor visitor = Visitor.administrator(port).open("/deliveries?domain=bank.example&state=deferred")) {
            visitor.page().check("[data-pick-all]");
            visitor.page().click(".bulk [value=hold]");
            visitor.page().click("main form.actions button");
            visitor.open("/audit?kind=delivery");
            var row = visitor.page().locator("tbody tr").first();
            assertThat(row.locator(".row-link")).hasText("2 deliveries");
            assertThat(row).containsText("Held");
            row.locator(".row-link").click();
            assertThat(visitor.page().locator("h1")).containsText("2 deliveries");
            assertThat(visitor.page().locator("text=Revert")).hasCount(0);
        }
    }

    @Test
    void moreThanAPageLeadsToOlderChanges() {
        for (int i = 0; i < 60; i++) {
            entries.add("n" + i + ".older.example", "may", true);
        }
        try (Visitor visitor = Visitor.administrator(port).open("/audit?q=older.example")) {
            assertThat(visitor.page().locator("tbody tr")).hasCount(50);
            visitor.page().click("[rel=next]");
            assertThat(visitor.page().locator("tbody tr")).hasCount(10);
            visitor.page().click("text=Newest");
            assertThat(visitor.page().locator("tbody tr").first()).containsText("n59.older.example");
        }
    }

    private static PolicyDraft draft(String target, String level) {
        return new PolicyDraft(target, level, "", true, "Contract", "Mail team", null);
    }
}
