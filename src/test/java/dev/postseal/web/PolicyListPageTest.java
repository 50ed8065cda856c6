package dev.postseal.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.postseal.policy.PolicyQuery;
import org.junit.jupiter.api.Test;

@ConsoleTest
class PolicyListPageTest extends PolicyPages {
    @Test
    void anEmptyListSaysWhatItIsForAndTheFirstStep() {
        try (Visitor visitor = Visitor.administrator(port).open("/policies")) {
            assertThat(visitor.page().locator(".nothing")).containsText("No policies yet");
            visitor.page().click(".nothing .btn-primary");
            assertThat(visitor.at()).isEqualTo("/policies/new");
        }
    }

    @Test
    void searchesWhileOneTypesAndKeepsTheSearchInTheAddress() {
        entries.add("bank.example", "secure", true);
        entries.add("shop.example", "may", true);
        try (Visitor visitor = Visitor.administrator(port).open("/policies")) {
            Locator rows = visitor.page().locator("tbody tr");
            assertThat(rows).hasCount(2);

            visitor.page().locator("#q").pressSequentially("bank");

            assertThat(rows).hasCount(1);
            assertThat(rows).containsText("bank.example");
            visitor.page().waitForURL("**/policies?q=bank");
            visitor.page().reload();
            assertThat(rows).hasCount(1);
        }
    }

    @Test
    void filtersByLevelAndStateAndAChipRemovesAFilter() {
        entries.add("a.example", "secure", true);
        entries.add("b.example", "secure", false);
        entries.add("c.example", "may", false);
        try (Visitor visitor = Visitor.administrator(port).open("/policies")) {
            Locator rows = visitor.page().locator("tbody tr");
            visitor.page().selectOption("#level", "secure");
            assertThat(rows).hasCount(2);
            visitor.page().selectOption("#state", "inactive");
            assertThat(rows).hasCount(1);
            assertThat(rows).containsText("b.example");

            visitor.page()
                    .locator(".chip", new com.microsoft.playwright.Page.LocatorOptions().setHasText("secure"))
                    .click();

            assertThat(rows).hasCount(2);
            assertThat(visitor.at()).isEqualTo("/policies?state=inactive");
        }
    }

    @Test
    void pagesThroughMoreThanFiftyAndSaysHowManyThereAre() {
        for (int i = 100; i < 155; i++) {
            entries.add("partner-" + i + ".example", "encrypt", true);
        }
        try (Visitor visitor = Visitor.administrator(port).open("/policies")) {
            Locator rows = visitor.page().locator("tbody tr");
            assertThat(rows).hasCount(50);
            assertThat(visitor.page().locator(".total")).hasText("55 entries");

            visitor.page().click("a[rel=next]");

            assertThat(rows).hasCount(5);
            assertThat(visitor.at()).isEqualTo("/policies?page=2");
            assertThat(visitor.page().locator("a[rel=next]")).hasCount(0);
            visitor.page().goBack();
            assertThat(rows).hasCount(50);
        }
    }

    @Test
    void aFullLastPageHasNoNextOneAndBeyondItIsTheLastOne() {
        for (int i = 0; i < 100; i++) {
            entries.add("partner-" + (100 + i) + ".example", "encrypt", true);
        }
        try (Visitor visitor = Visitor.administrator(port).open("/policies?page=2")) {
            Locator rows = visitor.page().locator("tbody tr");
            assertThat(rows).hasCount(50);
            assertThat(visitor.page().locator(".pages .muted")).hasText("Page 2 of 2");
            assertThat(visitor.page().locator("a[rel=next]")).hasCount(0);

            for (String beyond : new String[] {"3", "9999999"}) {
                visitor.open("/policies?page=" + beyond);
                assertThat(rows).hasCount(50);
                assertThat(rows.last()).containsText("partner-199.example");
                assertThat(visitor.page().locator(".pages .muted")).hasText("Page 2 of 2");
                assertThat(visitor.page().locator("a[rel=next]")).hasCount(0);
            }

            visitor.page().click("a[rel=prev]");
            assertThat(rows.first()).containsText("partner-100.example");
            visitor.open("/policies?q=partner-150&page=7");
            assertThat(rows).hasCount(1);
            visitor.open("/policies?page=-1");
            assertThat(rows.first()).containsText("partner-100.example");
        }
    }

    @Test
    void theStrengthOfALevelIsToldByTheRowAndIsNoStopForTheTabKey() {
        entries.add("bank.example", "secure", true);
        try (Visitor visitor = Visitor.administrator(port).open("/policies")) {
            assertThat(visitor.page().locator(".level[tabindex]")).hasCount(0);
            String tip = "getComputedStyle(document.querySelector('.level'), '::after').content";
            assertThat(visitor.page().evaluate(tip)).isEqualTo("none");

            visitor.page().keyboard().press("j");

            assertThat(visitor.page().locator(".row-link")).isFocused();
            assertThat((String) visitor.page().evaluate(tip)).contains("Certificate must belong to the domain");
        }
    }

    @Test
    void sortsByTheHeadingAndTurnsTheOrderRound() {
        entries.add("a.example", "may", true);
        entries.add("z.example", "may", true);
        try (Visitor visitor = Visitor.administrator(port).open("/policies")) {
            visitor.page().locator("th a").first().click();
            assertThat(visitor.page().locator("tbody tr").first()).containsText("z.example");
            assertThat(visitor.page().locator("th").nth(1)).hasAttribute("aria-sort", "descending");
        }
    }

    @Test
    void switchesAnEntryOffInItsRow() {
        long id = entries.add("bank.example", "secure", true);
        try (Visitor visitor = Visitor.administrator(port).open("/policies")) {
            Locator active = visitor.page().locator("#active-" + id);
            assertThat(active).hasAttribute("aria-checked", "true");

            active.click();

            assertThat(active).hasAttribute("aria-checked", "false");
            assertThat(active).isFocused();
            assertThat(policies.find(id).orElseThrow().active()).isFalse();
        }
    }

    @Test
    void searchesAndSwitchesWithoutScript() {
        long id = entries.add("bank.example", "secure", true);
        entries.add("shop.example", "may", true);
        try (Visitor visitor =
                Visitor.administrator(port, Visitor.Taste.PLAIN.withoutScript()).open("/policies")) {
            visitor.page().fill("#q", "bank");
            visitor.page().click("noscript button, form#filters button");
            assertThat(visitor.page().locator("tbody tr")).hasCount(1);

            visitor.page().click("#active-" + id);

            assertThat(visitor.page().locator(".note-good")).containsText("bank.example is switched off");
            assertThat(policies.search(PolicyQuery.all(0, 10)).items())
                    .filteredOn(entry -> entry.id() == id)
                    .allMatch(entry -> !entry.active());
        }
    }

    @Test
    void slashLeadsToTheSearchAndAQuestionMarkListsTheKeys() {
        try (Visitor visitor = Visitor.administrator(port).open("/policies")) {
            visitor.page().keyboard().press("?");
            assertThat(visitor.page().locator("#keys")).isVisible();
            visitor.page().keyboard().press("Escape");
            assertThat(visitor.page().locator("#keys")).isHidden();
            visitor.page().keyboard().press("/");
            assertThat(visitor.page().locator("#search")).isFocused();
        }
    }
}
