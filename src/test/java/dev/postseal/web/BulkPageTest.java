package dev.postseal.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.PolicyEntry;
import dev.postseal.policy.PolicyQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@ConsoleTest
class BulkPageTest extends PolicyPages {
    @Test
    void deletesWhatWasPickedAfterNamingTheNumberAndTakesItBack() {
        long bank = entries.add("bank.example", "secure", true);
        long shop = entries.add("shop.example", "may", true);
        long other = entries.add("other.example", "may", true);
        try (Visitor visitor = Visitor.administrator(port).open("/policies")) {
            Page page = visitor.page();
            assertThat(page.locator("#bulk")).isHidden();
            page.check("#pick-" + bank);
            page.check("#pick-" + shop);
            assertThat(page.locator("#picked")).hasText("2 picked");
            page.click("#bulk [value=delete]");

            assertThat(page.locator("main")).containsText("Delete 2 entries?");
            assertThat(policies.find(bank)).isPresent();
            page.click("main .btn-danger-solid");

            assertThat(page.locator(".note-good")).containsText("Deleted 2 entries.");
            assertThat(all()).extracting(PolicyEntry::id).containsExactly(other);
            page.click(".note button");

            assertThat(page.locator(".note-good")).containsText("2 entries are again as before.");
            assertThat(policies.find(bank).orElseThrow().line()).isEqualTo("secure");
            assertThat(all()).hasSize(3);
        }
    }

    @Test
    void undoLeavesAloneWhatSomebodyHasChangedSince() {
        long bank = entries.add("bank.example", "secure", true);
        long shop = entries.add("shop.example", "may", true);
        try (Visitor visitor = Visitor.administrator(port).open("/policies")) {
            Page page = visitor.page();
            page.check("[data-pick-all]");
            page.click("#bulk [value=assign]");
            page.fill("#newOwner", "Treasury");
            page.click("main .btn-primary");
            assertThat(page.locator(".note-good")).containsText("Set the owner of 2 entries.");
            PolicyEntry changed = policies.find(shop).orElseThrow();
            policies.update(
                    shop,
                    new PolicyDraft("shop.example", "encrypt", "", true, "", "Treasury", null),
                    changed.version());

            page.click(".note button");

            assertThat(page.locator(".note-warning"))
                    .containsText("The entry for bank.example is again as it was before the change. Not so 1 other");
            assertThat(policies.find(bank).orElseThrow().owner()).isEqualTo("Mail team");
            assertThat(policies.find(shop).orElseThrow().line()).isEqualTo("encrypt");
            assertThat(policies.find(shop).orElseThrow().owner()).isEqualTo("Treasury");
        }
    }

    @Test
    void allThatMatchIsMoreThanThePageAndWorksWithoutScript() {
        for (int i = 100; i < 160; i++) {
            entries.add("partner-" + i + ".example", "encrypt", true);
        }
        long other = entries.add("other.example", "encrypt", true);
        try (Visitor visitor =
                Visitor.administrator(port, Visitor.Taste.PLAIN.withoutScript()).open("/policies?q=partner")) {
            Page page = visitor.page();
            page.locator("[data-pick]").first().check();
            page.check("#pick-everything");
            page.click("#bulk [value=deactivate]");
            assertThat(page.locator("main")).containsText("Deactivate 60 entries?");
            entries.add("partner-200.example", "encrypt", true);

            page.click("main .btn-primary");

            assertThat(page.locator(".note-warning")).containsText("61 entries");
            assertThat(all()).allMatch(PolicyEntry::active);
            page.click("main .btn-primary");
            assertThat(page.locator(".note-good")).containsText("Deactivated 61 entries.");
            assertThat(visitor.at()).isEqualTo("/policies?q=partner");
            assertThat(all())
                    .filteredOn(PolicyEntry::active)
                    .extracting(PolicyEntry::id)
                    .containsExactly(other);
        }
    }

    @Test
    void setsTheSameExpiryForManyAndAsksAgainForATimeThatIsNone() {
        long bank = entries.add("bank.example", "secure", true);
        try (Visitor visitor =
                Visitor.administrator(port, Visitor.Taste.PLAIN.withoutScript()).open("/policies")) {
            Page page = visitor.page();
            page.check("#pick-" + bank);
            page.click("#bulk [value=expire]");
            page.fill("#expiresAt", "2031-01-02T03:04");
            page.click("main .btn-primary");
            assertThat(page.locator(".note-good")).containsText("Set the expiry of 1 entry.");
            assertThat(policies.find(bank).orElseThrow().expiresAt())
                    .isBetween("2031-01-02T00:00:00Z", "2031-01-02T04:00:00Z");
        }
    }

    @Test
    void findsByOwnerExpiryAndUseTogetherAndTheAddressSaysSo() {
        Instant soon = Instant.now().plus(Duration.ofDays(3));
        long bank = entries.add(new PolicyDraft("bank.example", "secure", "", true, "", "Treasury", soon));
        entries.add(new PolicyDraft("fund.example", "secure", "", true, "", "Treasury", null));
        long shop = entries.add(new PolicyDraft("shop.example", "may", "", true, "", "Sales", soon));
        entries.used(bank, "deferred", true);
        entries.used(shop, "delivered", false);
        entries.asked(entries.add("asked.example", "may", true));
        try (Visitor visitor = Visitor.administrator(port).open("/policies")) {
            Page page = visitor.page();
            var rows = page.locator("tbody tr");
            assertThat(rows.first()).containsText("asked for by Postfix just now");
            assertThat(rows.nth(1)).containsText("deferred");
            page.selectOption("#expiry", "soon");
            assertThat(rows).hasCount(2);
            page.selectOption("#owner", "Treasury");
            assertThat(rows).hasCount(1);
            page.selectOption("#use", "failing");
            assertThat(rows).hasCount(1);
            page.waitForURL("**/policies?owner=Treasury&expiry=soon&use=failing");
            visitor.open("/policies?use=never");
            assertThat(rows).hasCount(1);
            assertThat(rows).containsText("fund.example");
            assertThat(rows).containsText("not used yet");
        }
    }

    @Test
    void theSwitchInARowCanBeTakenBackWithoutLosingThePlace() {
        long bank = entries.add("bank.example", "secure", true);
        try (Visitor visitor = Visitor.administrator(port).open("/policies")) {
            Page page = visitor.page();
            page.click("#active-" + bank);
            assertThat(page.locator("#told")).containsText("bank.example is switched off");
            assertThat(page.locator("#active-" + bank)).isFocused();

            page.click("#told button");

            assertThat(page.locator(".note-good")).containsText("is again as it was before the change");
            assertThat(policies.find(bank).orElseThrow().active()).isTrue();
        }
    }

    @Test
    void theKeysWalkPickAndOpenRows() {
        long bank = entries.add("a.example", "secure", true);
        entries.add("b.example", "may", true);
        try (Visitor visitor = Visitor.administrator(port).open("/policies")) {
            Page page = visitor.page();
            page.keyboard().press("j");
            page.keyboard().press("Space");
            assertThat(page.locator("#pick-" + bank)).isChecked();
            assertThat(page.locator("#picked")).hasText("1 picked");
            page.keyboard().press("ArrowDown");
            assertThat(page.locator(".row-link").nth(1)).isFocused();
            page.keyboard().press("ArrowUp");
            page.keyboard().press("Enter");
            page.waitForURL("**/policies/" + bank);
        }
    }

    private List<PolicyEntry> all() {
        return policies.search(PolicyQuery.all(0, 1000)).items();
    }
}
