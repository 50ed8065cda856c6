package dev.postseal.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyDraft;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

@ConsoleTest
@TestPropertySource(properties = "postseal.delivery.routes.routed.example=[relay.example]:587")
class WhyPageTest {
    @LocalServerPort
    int port;

    @Autowired
    Policies policies;

    @Autowired
    JdbcClient jdbc;

    private Entries entries;

    @BeforeEach
    void noEntries() {
        entries = new Entries(policies, jdbc).none();
    }

    @Test
    void theFormSaysThatARouteLeadsPastTheEntry() {
        long id = entries.add("routed.example", "secure", true);
        long other = entries.add("bank.example", "secure", true);
        try (Visitor visitor = visitor(true).open("/policies/" + id)) {
            Page page = visitor.page();
            assertThat(page.locator(".field-finding.warning"))
                    .containsText("Our own engine looks up [relay.example]:587 and does not follow this entry");

            visitor.open("/policies/" + other);
            assertThat(page.locator("#target")).isVisible();
            assertThat(page.locator(".field-finding.warning")).hasCount(0);
            page.fill("#target", "routed.example");
            page.fill("#target", "[relay.example]:587");
            page.press("#target", "Tab");
            assertThat(page.locator("#line")).hasText("[relay.example]:587\tsecure");
            assertThat(page.locator(".field-finding.warning")).hasCount(0);
        }
    }

    @Test
    void namesEveryKeyAndTheEntryThatDecidesAlsoWithoutScripts() {
        entries.add("mail.bank.example", "may", false);
        entries.add(new PolicyDraft(
                ".bank.example", "secure", "match=bank.example ciphers=high", true, "Contract 114", "Treasury", null));
        entries.add(".example", "encrypt", true);
        for (boolean script : new boolean[] {true, false}) {
            try (Visitor visitor = visitor(script).open("/why")) {
                Page page = visitor.page();
                page.fill("main #q", "someone@mail.bank.example");
                page.press("main #q", "Enter");
                page.waitForURL("**/why?q=*");

                assertThat(visitor.at()).isEqualTo("/why?q=someone%40mail.bank.example");
                assertThat(page.locator(".answer h2")).hasText("For Postfix and for our own delivery");
                assertThat(texts(page, ".keys li"))
                        .containsExactly(
                                "mail.bank.example there is an entry, but it is switched off",
                                ".bank.example decides",
                                ".example there is an entry, but a more specific one decides");
                assertThat(page.locator(".demands"))
                        .containsText("made out to one of: bank.example (a leading dot stands for any subdomain)");
                assertThat(page.locator(".demands")).containsText("Cipher grade: high");
                assertThat(page.locator(".demands")).containsText("mail waits; it is never sent under less");
                assertThat(page.locator(".verdict")).containsText("Treasury");
                page.click(".verdict a");
                assertThat(page.locator("#target")).hasValue(".bank.example");
            }
        }
    }

    @Test
    void anAddressWrittenByHandMayNameTheQuestionOtherwise() {
        for (String name : List.of("nexthop", "domain", "target", "recipient")) {
            try (Visitor visitor = visitor(true).open("/why?" + name + "=mail.bank.example")) {
                assertThat(visitor.at()).isEqualTo("/why?q=mail.bank.example");
                assertThat(visitor.page().locator("main #q")).hasValue("mail.bank.example");
            }
        }
    }

    @Test
    void aRouteIsToldApartFromWhatPostfixLooksUp() {
        entries.add("[relay.example]:587", "encrypt", true);
        entries.add("routed.example", "dane-only", true);
        try (Visitor visitor = visitor(true).open("/why?q=routed.example")) {
            Page page = visitor.page();
            assertThat(page.locator("main .note").first())
                    .containsText("sends mail for routed.example to [relay.example]:587");
            assertThat(texts(page, ".answer h2")).containsExactly("For our own delivery", "For Postfix");
            assertThat(page.locator(".answer").nth(0).locator(".verdict")).containsText("encrypt");
            assertThat(texts(page, ".answer:nth-of-type(1) .keys li")).containsExactly("[relay.example]:587 decides");
            assertThat(page.locator(".answer").nth(1).locator(".verdict")).containsText("dane-only");
        }
    }

    @Test
    void aDeliveryAsksByItsOwnNextHopAndNamesTheEntryThatItsRoutePassesBy() {
        long id = entries.add("routed.example", "dane-only", true);
        long bank = entries.add(".bank.example", "secure", true);
        try (Visitor visitor = visitor(true).open("/why?q=anna@routed.example&via=%5Brelay.example%5D:587")) {
            Page page = visitor.page();
            assertThat(page.locator("main > .note")).containsText("This delivery goes to [relay.example]:587");
            assertThat(texts(page, ".answer h2")).containsExactly("For our own delivery");
            assertThat(page.locator(".passed-by a")).hasText("routed.example");
            assertThat(page.locator(".passed-by a")).hasAttribute("href", "/policies/" + id);
            assertThat(page.locator(".passed-by")).containsText("An entry for [relay.example]:587 would apply");
            assertThat(page.locator(".verdict")).containsText("the default policy of this node");

            // By routes of another day, and where no route leads elsewhere.
            visitor.open("/why?q=anna@a.bank.example&via=%5Bother.example%5D");
            assertThat(page.locator(".passed-by a")).hasAttribute("href", "/policies/" + bank);
            visitor.open("/why?q=anna@a.bank.example&via=b.bank.example");
            assertThat(page.locator(".verdict a")).hasText(".bank.example");
            assertThat(page.locator(".passed-by")).hasCount(0);
            visitor.open("/why?q=anna@a.bank.example&via=a.bank.example");
            assertThat(page.locator("main > .note")).hasCount(0);
        }
    }

    @Test
    void theStoryOfADeliverySaysWhichEntryItsRoutePassesBy() {
        long bank = entries.add("bank.example", "secure", true);
        long delivery = Samples.deferredDelivery(jdbc);
        try (Visitor visitor = visitor(true).open("/deliveries/" + delivery)) {
            Page page = visitor.page();
            assertThat(page.locator(".story")).isVisible();
            assertThat(page.locator(".passed-by")).hasCount(0);

            Samples.seen(jdbc, "[relay.example]:587", bank, "may", "1 year");
            long routed =
                    jdbc.sql("select max(id) from delivery").query(Long.class).single();
            visitor.open("/deliveries/" + routed);
            assertThat(page.locator(".passed-by"))
                    .containsText("The entry for bank.example (secure) does not apply to this mail: a route in our own"
                            + " settings sends it to [relay.example]:587");
        }
    }

    @Test
    void withoutAnEntryPostfixAndOurEngineGoByTheirOwnDefaults() {
        entries.add(new PolicyDraft("gone.example", "may", "", true, "", "", Instant.parse("2020-01-01T00:00:00Z")));
        try (Visitor visitor = visitor(true).open("/why?q=gone.example")) {
            Page page = visitor.page();
            assertThat(page.locator(".verdict")).containsText("the default policy of this node: dane");
            assertThat(page.locator(".verdict")).containsText("Postfix finds no entry");
            assertThat(texts(page, ".keys li"))
                    .containsExactly("gone.example there is an entry, but it has expired", ".example no entry");
        }
    }

    @Test
    void whatCannotBeADestinationIsSaidAtTheField() {
        try (Visitor visitor = visitor(true).open("/why?q=[mail.example")) {
            assertThat(visitor.page().locator(".field-error")).containsText("is not a destination");
            assertThat(visitor.page().locator("main #q")).hasAttribute("aria-invalid", "true");
        }
    }

    private static List<String> texts(Page page, String selector) {
        return page.locator(selector).allInnerTexts().stream()
                .map(text -> text.replaceAll("\\s+", " ").strip())
                .toList();
    }

    private Visitor visitor(boolean script) {
        return Visitor.administrator(port, new Visitor.Taste("en", false, 1440, script));
    }
}
