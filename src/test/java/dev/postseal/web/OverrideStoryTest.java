package dev.postseal.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.postseal.policy.LivePolicies;
import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.PolicyEntry;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Somebody lowers an entry for a day and does not think of it again. */
@ConsoleTest
class OverrideStoryTest extends PolicyPages {
    private static final String BANK = "bank.example";

    @Autowired
    LivePolicies live;

    @Test
    void loweredForADayItGoesBackByItself() {
        long id = bank();
        try (Visitor visitor = Visitor.administrator(port).open("/policies/" + id)) {
            Page page = visitor.page();
            assertThat(page.locator("#thereafter")).hasCount(0);
            page.check("[name=policy][value=encrypt]");
            page.locator("#parameters-note button").press("Enter");
            page.fill("#reason", "Ticket 4711");
            page.fill("#expiresAt", tomorrow());
            page.press("#expiresAt", "Tab");

            assertThat(page.locator("#thereafter legend")).hasText("When it ends");
            assertThat(page.locator("#then-back")).isChecked();
            assertThat(page.locator("#thereafter label").first())
                    .hasText("Go back to verify match=mx.bank.example (what stands now)");
            assertThat(page.locator("#thereafter label").last())
                    .hasText("The entry ends. After that the default policy applies (dane).");
            page.click(".say-save");
            assertThat(page.locator(".note-good")).isVisible();
            assertThat(page.locator("#then-back")).isChecked();
            assertThat(page.locator("#thereafter label").first()).containsText("(what it said before)");

            visitor.open("/policies");
            assertThat(page.locator("tbody tr")).containsText("then verify");
            visitor.open("/");
            assertThat(page.locator(".attention")).containsText("encrypt for bank.example ends");
            assertThat(page.locator(".attention"))
                    .containsText("After that verify match=mx.bank.example applies again.");
            visitor.open("/why?q=" + BANK);
            assertThat(page.locator(".verdict")).containsText("verify match=mx.bank.example");
            assertThat(page.locator(".verdict .level-name, .verdict .badge, .verdict-line")
                            .first())
                    .containsText("encrypt");

            letTimePass();
            page.reload();
            assertThat(page.locator(".verdict-line")).containsText("verify");
            visitor.open("/policies/" + id);
            assertThat(page.locator("[name=policy][value=verify]")).isChecked();
            assertThat(page.locator("#parameters")).hasValue("match=mx.bank.example");
            assertThat(page.locator("#reason")).hasValue("Contract");
            assertThat(page.locator("#expiresAt")).hasValue("");
            assertThat(page.locator("#thereafter")).hasCount(0);
        }
    }

    @Test
    void goingBackCanBeRefusedAndDroppedByKeyboard() {
        long id = bank();
        try (Visitor visitor = Visitor.administrator(port).open("/policies/" + id)) {
            Page page = visitor.page();
            lower(page);
            page.locator("#then-back").focus();
            page.keyboard().press("ArrowDown");
            assertThat(page.locator("#then-end")).isChecked();
            assertThat(page.locator("#then-end")).isFocused();
            page.click(".say-save");
            assertThat(page.locator(".note-good")).isVisible();
            assertThat(page.locator("#thereafter")).hasCount(0);
            assertThat(stored(id).thereafter()).isNull();
            assertThat(stored(id).expiresAt()).isNotNull();

            page.check("[name=policy][value=may]");
            assertThat(page.locator("#then-end")).isChecked();
            page.check("#then-back");
            page.click(".say-save");
            assertThat(page.locator("#thereafter")).containsText("encrypt (what it said before)");
            assertThat(stored(id).thereafter()).isNotNull();
            page.fill("#expiresAt", "");
            page.press("#expiresAt", "Tab");
            assertThat(page.locator("#thereafter")).hasCount(0);
            page.click(".say-save");
            assertThat(page.locator(".note-good")).isVisible();
            assertThat(stored(id).thereafter()).isNull();
            assertThat(stored(id).line()).isEqualTo("may");
        }
    }

    @Test
    void withoutScriptItGoesBackUnlessSomebodySaysOtherwise() {
        long id = bank();
        try (Visitor visitor =
                Visitor.administrator(port, Visitor.Taste.PLAIN.withoutScript()).open("/policies/" + id)) {
            Page page = visitor.page();
            page.check("[name=policy][value=encrypt]");
            page.fill("#expiresAt", tomorrow());
            page.click(".say-save");
            Locator wrong = page.locator("#wrong");
            assertThat(wrong).containsText("match is not allowed at the level encrypt");
            page.locator("#parameters-note button").press("Enter");
            assertThat(page.locator("#parameters")).hasValue("");
            page.click(".say-save");
            assertThat(page.locator(".note-good")).isVisible();
            assertThat(page.locator("#then-back")).isChecked();
            page.check("#then-end");
            page.click(".say-save");
            assertThat(page.locator(".note-good")).isVisible();
            assertThat(stored(id).thereafter()).isNull();
            assertThat(stored(id).expiresAt()).isNotNull();
        }
    }

    @Test
    void aLevelThatKnowsLessOffersToRemoveWhatItDoesNotKnow() {
        long id = entries.add(new PolicyDraft(
                BANK, "verify", "ciphers=high match=mx.bank.example protocols=>=TLSv1.2", true, "Contract", "", null));
        try (Visitor visitor =
                Visitor.administrator(port, Visitor.Taste.PLAIN.language("de")).open("/policies/" + id)) {
            Page page = visitor.page();
            page.check("[name=policy][value=encrypt]");
            assertThat(page.locator("#parameters-note .field-error")).containsText("match");
            assertThat(page.locator("#parameters-note button")).hasText("match= entfernen");
            page.locator("#parameters-note button").press("Enter");
            assertThat(page.locator("#parameters")).hasValue("ciphers=high protocols=>=TLSv1.2");
            page.click(".say-save");
            assertThat(page.locator(".note-good")).isVisible();
            assertThat(stored(id).line()).isEqualTo("encrypt ciphers=high protocols=>=TLSv1.2");
        }
    }

    private static void lower(Page page) {
        page.check("[name=policy][value=encrypt]");
        page.fill("#parameters", "");
        page.fill("#expiresAt", tomorrow());
        page.press("#expiresAt", "Tab");
        assertThat(page.locator("#then-back")).isChecked();
    }

    private long bank() {
        return entries.add(
                new PolicyDraft(BANK, "verify", "match=mx.bank.example", true, "Contract", "Treasury", null));
    }

    private PolicyEntry stored(long id) {
        return policies.find(id).orElseThrow();
    }

    private static String tomorrow() {
        return LocalDateTime.now(ZoneId.systemDefault())
                .plusDays(1)
                .truncatedTo(ChronoUnit.MINUTES)
                .withSecond(0)
                .toString();
    }

    /** Until every node has followed. */
    private void letTimePass() {
        long id = policies.findByTarget(BANK).orElseThrow().id();
        long before = stored(id).version();
        jdbc.sql("update policy_entry set expires_at = now() - interval '1 second'")
                .update();
        while (stored(id).version() == before) {
            Thread.onSpinWait();
        }
        live.catchUp();
    }
}
