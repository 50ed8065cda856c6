package dev.postseal.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.postseal.policy.Level;
import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.PolicyEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ConsoleTest
class PolicyFormPageTest {
    @LocalServerPort
    int port;

    @Autowired
    Policies policies;

    @Autowired
    JdbcClient jdbc;

    Entries entries;

    @BeforeEach
    void empty() {
        entries = new Entries(policies, jdbc).none();
    }

    @Test
    void keepsWhatWasTypedWhenItIsRefusedAndSavesItCorrected() {
        try (Visitor visitor = Visitor.administrator(port).open("/policies/new")) {
            Page page = visitor.page();
            page.fill("#target", "not a domain");
            page.check("[name=policy][value=secure]");
            page.fill("#reason", "Contract 7");
            page.click(".say-save");

            assertThat(page.locator("#wrong")).containsText("Not saved");
            assertThat(page.locator("#target")).hasAttribute("aria-invalid", "true");
            assertThat(page.locator("#target")).hasValue("not a domain");
            assertThat(page.locator("#reason")).hasValue("Contract 7");

            page.fill("#target", "Bank.Example");
            page.click(".say-save");

            assertThat(page.locator(".note-good")).containsText("Saved bank.example");
            PolicyEntry saved = policies.findByTarget("bank.example").orElseThrow();
            assertThat(saved.policy()).isEqualTo(Level.SECURE);
            assertThat(saved.reason()).isEqualTo("Contract 7");
        }
    }

    @Test
    void saysWhatIsWrongWhileOneTypesAndOffersTheRightForm() {
        try (Visitor visitor = Visitor.administrator(port).open("/policies/new")) {
            Page page = visitor.page();
            page.fill("#target", "bank.example");
            page.check("[name=policy][value=encrypt]");
            page.locator("#parameters").pressSequentially("protocol=!SSLv2");
            assertThat(page.locator("#parameters-note mark")).hasText("protocol");

            page.click("#parameters-note .btn-suggestion");

            assertThat(page.locator("#parameters")).hasValue("protocols=!SSLv2");
            assertThat(page.locator("#parameters-note .field-error")).hasCount(0);
            assertThat(page.locator("#line")).hasText("bank.example\tencrypt protocols=!SSLv2");
        }
    }

    @Test
    void commasOfTheMailcowGuideAreRewrittenWithANotice() {
        try (Visitor visitor = Visitor.administrator(port).open("/policies/new")) {
            Page page = visitor.page();
            page.fill("#target", "bank.example");
            page.check("[name=policy][value=encrypt]");
            page.fill("#parameters", "protocols=!SSLv2,!SSLv3");
            assertThat(page.locator("#parameters-note .field-finding").first()).isVisible();
            page.click(".say-save");
            page.waitForURL("**/policies/*");
            assertThat(page.locator("#parameters")).hasValue("protocols=!SSLv2:!SSLv3");
        }
    }

    @Test
    void theDangerousLevelSaysSoOnTheButton() {
        try (Visitor visitor = Visitor.administrator(port).open("/policies/new")) {
            assertThat(visitor.page().locator(".say-clear")).isHidden();
            visitor.page().check("[name=policy][value=none]");
            assertThat(visitor.page().locator(".say-clear")).hasText("Send in the clear");
            assertThat(visitor.page().locator(".say-save")).isHidden();
        }
    }

    @Test
    void aConflictShowsBothVersionsAndLosesNothing() {
        long id = entries.add("bank.example", "secure", true);
        try (Visitor visitor = Visitor.administrator(port).open("/policies/" + id)) {
            Page page = visitor.page();
            page.fill("#reason", "mine");
            policies.update(id, new PolicyDraft("bank.example", "verify", "", true, "theirs", "", null), null);
            page.click(".say-save");

            assertThat(page.locator(".versions")).containsText("mine");
            assertThat(page.locator(".versions")).containsText("theirs");
            assertThat(page.locator("#reason")).hasValue("mine");
            assertThat(policies.find(id).orElseThrow().reason()).isEqualTo("theirs");

            page.click(".say-save");
            assertThat(page.locator(".note-good")).isVisible();
            assertThat(policies.find(id).orElseThrow().reason()).isEqualTo("mine");
        }
    }

    @Test
    void aTakenTargetLeadsToTheOtherEntry() {
        long id = entries.add("bank.example", "secure", true);
        try (Visitor visitor = Visitor.administrator(port).open("/policies/new")) {
            visitor.page().fill("#target", "bank.example");
            visitor.page().check("[name=policy][value=may]");
            visitor.page().click(".say-save");
            visitor.page().click("#target-note a");
            assertThat(visitor.at()).isEqualTo("/policies/" + id);
        }
    }

    @Test
    void deletingCanBeTakenBack() {
        long id = entries.add(new PolicyDraft("bank.example", "secure", "", true, "Contract", "Mail team", null));
        try (Visitor visitor = Visitor.administrator(port).open("/policies/" + id)) {
            visitor.page().click("[form=delete]");
            assertThat(visitor.page().locator(".note")).containsText(new String[] {"Deleted"});
            assertThat(policies.findByTarget("bank.example")).isEmpty();

            visitor.page().click(".note button");

            assertThat(visitor.page().locator(".note-good")).containsText("is back");
            assertThat(policies.findByTarget("bank.example").orElseThrow().reason()).isEqualTo("Contract");
        }
    }

    @Test
    void whatWasTypedAndNotSavedIsOfferedAgain() {
        try (Visitor visitor = Visitor.administrator(port).open("/policies/new")) {
            visitor.page().onceDialog(com.microsoft.playwright.Dialog::accept);
            visitor.page().locator("#target").pressSequentially("bank.example");
            visitor.open("/policies/new");
            visitor.page().click("#draft button");
            assertThat(visitor.page().locator("#target")).hasValue("bank.example");
        }
    }

    @Test
    void worksWithoutScript() {
        try (Visitor visitor = Visitor.administrator(port, Visitor.Taste.PLAIN.withoutScript()).open("/policies/new")) {
            Page page = visitor.page();
            page.fill("#target", "bank.example");
            page.check("[name=policy][value=encrypt]");
            page.fill("#parameters", "protocol=!SSLv2");
            page.click(".say-save");
            assertThat(page.locator("#parameters-note .field-error")).isVisible();
            page.click("#parameters-note .btn-suggestion");
            page.click(".say-save");
            assertThat(page.locator(".note-good")).isVisible();
            assertThat(policies.findByTarget("bank.example")).isPresent();
        }
    }

    @Test
    void speaksGermanToAGermanBrowser() {
        try (Visitor visitor =
                Visitor.administrator(port, Visitor.Taste.PLAIN.language("de")).open("/policies/new")) {
            assertThat(visitor.page().locator("label[for=target]")).hasText("Ziel");
            visitor.page().click(".say-save");
            assertThat(visitor.page().locator("#wrong")).containsText("Nicht gespeichert");
        }
    }
}
