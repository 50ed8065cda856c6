package dev.postseal.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@ConsoleTest
class PreferencesTest {
    @LocalServerPort
    int port;

    @Test
    void theLanguageChosenBeatsTheBrowsersAndTheFilterStays() {
        try (Visitor visitor = Visitor.administrator(port).open("/policies?state=inactive")) {
            assertThat(visitor.page().locator("html")).hasAttribute("lang", "en");
            visitor.page().click(".choices button[value=de]");
            assertThat(visitor.page().locator("html")).hasAttribute("lang", "de");
            assertThat(visitor.page().locator("h1")).hasText("TLS-Richtlinien");
            assertThat(visitor.at()).isEqualTo("/policies?state=inactive");
        }
    }

    @Test
    void theThemeFollowsTheSystemUntilOneIsChosen() {
        try (Visitor visitor = Visitor.administrator(port, new Visitor.Taste("en", true, 1440, true)).open("/policies")) {
            assertThat(visitor.page().locator("html")).hasAttribute("data-bs-theme", "dark");
            visitor.page().click(".choices button[value=light]");
            assertThat(visitor.page().locator("html")).hasAttribute("data-bs-theme", "light");
        }
    }

    @Test
    void strangersChooseTooAndNobodyIsSentElsewhere() {
        try (Visitor visitor = Visitor.stranger(port, Visitor.Taste.PLAIN).open("/login")) {
            visitor.page().evaluate("document.querySelector('[name=returnTo]').value = '//evil.example/'");
            visitor.page().click(".choices button[value=de]");
            visitor.page().waitForURL("**/login");
            assertThat(visitor.page().locator("h1")).hasText("Anmelden");
        }
    }

    @Test
    void aWrongAddressShowsAPageThatHelps() {
        try (Visitor visitor = Visitor.administrator(port).open("/policies/999999")) {
            assertThat(visitor.page().locator("h1")).hasText("Not found");
            assertThat(visitor.page().locator("main a")).hasAttribute("href", "/");
        }
    }
}
