package dev.postseal.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import dev.postseal.policy.Policies;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A day's work without a mouse: the focus is always seen, and is never lost when a part of the page is replaced. */
@ConsoleTest
class KeyboardTest {
    @LocalServerPort
    int port;

    @Autowired
    Policies policies;

    @Autowired
    JdbcClient jdbc;

    private Entries entries;

    @BeforeEach
    void some() {
        entries = new Entries(policies, jdbc).none();
        jdbc.sql("delete from delivery").update();
    }

    @Test
    void aDaysWorkNeedsNoMouse() {
        entries.add("partner.example", "may", true);
        long delivery = Samples.deferredDelivery(jdbc);
        try (Visitor visitor = Visitor.stranger(port, Visitor.Taste.PLAIN).open("/")) {
            Page page = visitor.page();
            var keys = new Keyboard(page);
            signIn(page, keys);
            add(page, keys, "bank.example");
            findAndDeactivate(page, keys);
            holdAndRelease(page, keys, delivery);
            keys.to(".side form[action$=logout] button").press("Enter");
            page.waitForURL("**/login?logout");
            keys.isAtLast("#username");
        }
    }

    private static void signIn(Page page, Keyboard keys) {
        keys.isAtLast("#username").type("admin").press("Tab").isAtLast("#password");
        keys.type(Visitor.PASSWORD).press("Enter");
        page.waitForURL(url -> !url.contains("/login"));
        keys.press("Tab").isAtLast(".skip").press("Enter");
        page.waitForFunction("document.activeElement.id === 'content'");
        keys.press("Tab").isAtLast("#content a[href='/why']");
    }

    private static void add(Page page, Keyboard keys, String target) {
        keys.to(".nav-list a[href='/policies']").press("Enter");
        page.waitForURL("**/policies");
        keys.press("n");
        page.waitForURL("**/policies/new");
        keys.isAtLast("#target").type(target);
        keys.to("[name=policy]").press("Space", "ArrowDown", "ArrowDown");
        assertThat(page.locator("input[name=policy][value=encrypt]")).isChecked();
        keys.to("#reason").type("Contract").to(".say-save").press("Enter");
        page.waitForURL(url -> url.matches(".*/policies/\\d+"));
        assertThat(page.locator(".note-good")).containsText(target);
        keys.to("h1 a").press("Enter");
        page.waitForURL("**/policies");
    }

    private static void findAndDeactivate(Page page, Keyboard keys) {
        keys.to("#q").type("nothing-like-it");
        assertThat(page.locator(".nothing")).isVisible();
        keys.isAtLast("#q").press("ControlOrMeta+a").type("example");
        assertThat(page.locator("[data-row]")).hasCount(2);
        keys.isAtLast("#q").to("#level").press("ArrowDown", "ArrowDown", "ArrowDown");
        assertThat(page.locator("[data-row]")).hasCount(1);
        keys.isAtLast("#level").press("Home");
        assertThat(page.locator("[data-row]")).hasCount(2);
        keys.isAtLast("#level").to("[data-row]").press("Space", "j", "Space");
        assertThat(page.locator("#picked")).containsText("2");
        keys.to("#bulk [value=deactivate]").press("Enter");
        page.waitForURL("**/policies/bulk?**");
        keys.to("main form .btn-primary").press("Enter");
        assertThat(page.locator(".switch[aria-checked=false]")).hasCount(2);
        keys.to(".note-good button").press("Enter");
        assertThat(page.locator(".note-good")).containsText("2 entries are again as before");
        assertThat(page.locator(".switch[aria-checked=true]")).hasCount(2);
        keys.to(".switch").press("Space");
        assertThat(page.locator(".switch[aria-checked=false]")).hasCount(1);
        keys.isAtLast(".switch[aria-checked=false]");
    }

    private void holdAndRelease(Page page, Keyboard keys, long delivery) {
        keys.to(".nav-list a[href='/deliveries']").press("Enter");
        page.waitForURL("**/deliveries");
        keys.press("j").isAtLast("[data-row]").press("Enter");
        page.waitForURL("**/deliveries/" + delivery);
        keys.to("#act-hold").press("Enter");
        assertThat(page.locator("#state")).containsText("Held");
        keys.to("#act-release").press("Enter");
        assertThat(page.locator("#state")).containsText("Deferred");
        keys.to("#ask-bounce").press("Enter");
        assertThat(page.locator(".menu-panel[action$=bounce]")).isVisible();
        keys.press("Tab").isAtLast(".menu-panel button").press("Escape").isAtLast("#ask-bounce");
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1440})
    void theFocusIsSeenAtEveryStop(int width) {
        entries.add("partner.example", "may", true);
        long delivery = Samples.deferredDelivery(jdbc);
        try (Visitor visitor = Visitor.administrator(port, new Visitor.Taste("en", false, width, true))) {
            for (String path : List.of(
                    "/",
                    "/policies",
                    "/policies/new",
                    "/policies/import",
                    "/why?q=partner.example",
                    "/deliveries",
                    "/deliveries/" + delivery,
                    "/connect",
                    "/audit",
                    "/users",
                    "/users/new",
                    "/keys",
                    "/keys/new",
                    "/settings",
                    "/account")) {
                visitor.open(path);
                Assertions.assertThat(new Keyboard(visitor.page()).toTheEnd()).isPositive();
            }
        }
    }

    @Test
    void theListOfKeysGivesTheFocusBack() {
        try (Visitor visitor = Visitor.administrator(port).open("/policies")) {
            var keys = new Keyboard(visitor.page());
            keys.to("[popovertarget=keys]").press("Enter");
            assertThat(visitor.page().locator("#keys")).isVisible();
            keys.press("Tab").isAtLast("#keys button").press("Escape").isAtLast("[popovertarget=keys]");
            keys.press("Enter", "Tab").isAtLast("#keys button").press("Enter").isAtLast("[popovertarget=keys]");
        }
    }

    @Test
    void theNavigationOfANarrowWindowGivesTheFocusBack() {
        var narrow = new Visitor.Taste("en", false, 390, true);
        try (Visitor visitor = Visitor.administrator(port, narrow).open("/policies")) {
            var keys = new Keyboard(visitor.page());
            keys.to("[popovertarget=side]").press("Enter").press("Tab").isAtLast(".side .brand");
            keys.press("Escape").isAtLast("[popovertarget=side]");
        }
    }

    /** What one was about to press went away with what was true when the page was drawn. */
    @Test
    void whatChangesUnderTheFocusDoesNotLoseIt() {
        long delivery = Samples.deferredDelivery(jdbc);
        try (Visitor visitor = Visitor.administrator(port).open("/deliveries/" + delivery)) {
            var keys = new Keyboard(visitor.page());
            keys.to("#act-hold");
            jdbc.sql("update delivery set state = 'held', next_attempt_at = null where id = ?")
                    .param(delivery)
                    .update();
            assertThat(visitor.page().locator("#state")).containsText("Held");
            keys.isAtLast("#act-release");
        }
    }

    /** The focus is in the field one begins with. */
    @Test
    void aNewFormBeginsAtItsFirstField() {
        try (Visitor visitor = Visitor.administrator(port)) {
            var keys = new Keyboard(visitor.page());
            visitor.open("/policies/new");
            keys.isAtLast("#target");
            visitor.open("/users/new");
            keys.isAtLast("#name");
            visitor.open("/keys/new");
            keys.isAtLast("#name");
        }
    }
}
