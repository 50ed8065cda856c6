package dev.postseal.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.postseal.policy.Level;
import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.PolicyEntry;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@ConsoleTest
class PolicyFormPageTest extends PolicyPages {
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

            assertThat(page.locator("#wrong .mended")).isHidden();
            page.fill("#target", "Bank.Example");
            assertThat(page.locator("#wrong .mended")).hasText("mended");
            assertThat(page.locator("#wrong .mended")).isVisible();
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
    void whatIsWrongIsReadFirstAndLeadsToTheFields() {
        for (boolean script : new boolean[] {true, false}) {
            try (Visitor visitor = Visitor.administrator(port, new Visitor.Taste("en", false, 1440, script))
                    .open("/policies/new")) {
                Page page = visitor.page();
                page.fill("#target", "not a domain");
                page.click(".say-save");
                assertThat(page.locator("#wrong")).isFocused();

                page.keyboard().press("Tab");
                page.keyboard().press("Enter");
                assertThat(page.locator("#target")).isFocused();

                page.locator("#wrong a[href='#policy']").press("Enter");
                page.keyboard().press("Tab");
                assertThat(page.locator("[name=policy][value=none]")).isFocused();
            }
        }
    }

    @Test
    void aSaveThatDidNotTouchTheExpiryKeepsItToTheMicrosecond() {
        // The second half past two of that night in Berlin; the field cannot tell it from the first.
        Instant exactly = Instant.parse("2026-10-25T01:30:15.123456Z");
        for (boolean script : new boolean[] {true, false}) {
            entries.none();
            long id = entries.add(new PolicyDraft("bank.example", "secure", "", true, "", "", exactly));
            try (Visitor visitor = Visitor.administrator(port, new Visitor.Taste("en", false, 1440, script))
                    .open("/login")
                    .open("/policies/" + id)) {
                Page page = visitor.page();
                page.fill("#reason", "longer");
                page.click(".say-save");
                assertThat(page.locator(".note-good")).isVisible();
                assertThat(policies.find(id).orElseThrow().reason()).isEqualTo("longer");
                assertThat(policies.find(id).orElseThrow().expiresAt()).isEqualTo(exactly);

                page.click("[form=delete]");
                page.click(".note button");
                assertThat(page.locator(".note-good")).containsText("is back");
                assertThat(policies.findByTarget("bank.example").orElseThrow().expiresAt())
                        .isEqualTo(exactly);
            }
        }
    }

    @Test
    void anExpiryThatWasTypedReplacesTheStoredOne() {
        Instant before = Instant.parse("2030-06-01T10:00:15Z");
        long id = entries.add(new PolicyDraft("bank.example", "secure", "", true, "", "", before));
        try (Visitor visitor = Visitor.administrator(port).open("/policies/" + id)) {
            visitor.page().fill("#expiresAt", "2031-06-01T12:00");
            visitor.page().click(".say-save");
            assertThat(visitor.page().locator(".note-good")).isVisible();
            assertThat(policies.find(id).orElseThrow().expiresAt()).isEqualTo(Instant.parse("2031-06-01T10:00:00Z"));

            visitor.page().fill("#expiresAt", "");
            visitor.page().click(".say-save");
            assertThat(visitor.page().locator(".note-good")).isVisible();
            assertThat(policies.find(id).orElseThrow().expiresAt()).isNull();
        }
    }

    @Test
    void whatWasTypedComesBackAfterTheSessionEnded() {
        long id = entries.add("bank.example", "secure", true);
        for (boolean script : new boolean[] {true, false}) {
            var taste = new Visitor.Taste("en", false, 1440, script);
            try (Visitor visitor = Visitor.stranger(port, taste).open("/policies/" + id)) {
                Page page = visitor.page();
                visitor.signIn("admin", Visitor.PASSWORD);
                String reason = "typed before the session ended, script " + script;
                if (script) {
                    // The check while typing is over before the session ends.
                    page.waitForResponse("**/policies/validate", () -> page.fill("#reason", reason));
                } else {
                    page.fill("#reason", reason);
                }
                visitor.context().clearCookies(new BrowserContext.ClearCookiesOptions().setName("postseal"));
                page.click(".say-save");
                assertThat(visitor.at()).isEqualTo("/login?kept");

                visitor.signIn("admin", Visitor.PASSWORD);

                assertThat(visitor.at()).isEqualTo("/policies/" + id);
                assertThat(page.locator(".note-warning")).containsText("not saved yet");
                assertThat(page.locator("#reason")).hasValue(reason);
                assertThat(policies.find(id).orElseThrow().reason()).isNotEqualTo(reason);
                page.click(".say-save");
                assertThat(page.locator(".note-good")).isVisible();
                assertThat(policies.find(id).orElseThrow().reason()).isEqualTo(reason);
            }
        }
    }

    @Test
    void aFormWhoseTokenIsStaleComesBackAsItWasTyped() {
        try (Visitor visitor = Visitor.administrator(port).open("/policies/new")) {
            Page page = visitor.page();
            page.fill("#target", "bank.example");
            page.check("[name=policy][value=verify]");
            page.evaluate("document.querySelector('#policy-form [name=_csrf]').value = 'of another session'");
            page.click(".say-save");
            assertThat(page.locator(".note-warning")).containsText("not saved yet");
            assertThat(page.locator("#target")).hasValue("bank.example");
            assertThat(page.locator("[name=policy][value=verify]")).isChecked();
            assertThat(policies.findByTarget("bank.example")).isEmpty();

            visitor.open("/policies/new");
            assertThat(page.locator("#target")).hasValue("");
        }
    }

    @Test
    void aConflictShowsBothVersionsAndLosesNothing() {
        long id = entries.add("bank.example", "secure", true);
        try (Visitor visitor = Visitor.administrator(port).open("/policies/" + id)) {
            Page page = visitor.page();
            page.fill("#reason", "mine");
            Instant end = Instant.parse("2031-01-14T12:00:00Z");
            policies.update(id, new PolicyDraft("bank.example", "verify", "", true, "theirs", "", end), null);
            page.click(".say-save");

            assertThat(page.locator("#conflict")).isFocused();
            assertThat(page.locator("#conflict-title")).hasText("Postseal itself changed this entry just now");
            assertThat(page.locator(".versions")).containsText("mine");
            assertThat(page.locator(".versions")).containsText("Jan 14, 2031");
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
    void addingCanBeTakenBackAndThatToo() {
        try (Visitor visitor = Visitor.administrator(port).open("/policies/new?target=new.example")) {
            Page page = visitor.page();
            page.check("[value=encrypt]");
            page.click(".say-save");
            page.click(".note button");
            assertThat(page.locator(".note-good")).containsText("new.example is gone again");
            assertThat(policies.findByTarget("new.example")).isEmpty();
            page.click(".note button");
            assertThat(page.locator(".note-good")).containsText("new.example is back");
            assertThat(policies.findByTarget("new.example")).isPresent();
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
            assertThat(policies.findByTarget("bank.example").orElseThrow().reason())
                    .isEqualTo("Contract");
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
        try (Visitor visitor =
                Visitor.administrator(port, Visitor.Taste.PLAIN.withoutScript()).open("/policies/new")) {
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
