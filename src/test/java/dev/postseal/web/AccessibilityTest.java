package dev.postseal.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import dev.postseal.history.HourlyTotals;
import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyDraft;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * axe finds nothing on any page, in both themes, on a telephone and on a screen; no page is wider than either, heavy, or moves
 * while it is being read.
 */
@ConsoleTest
class AccessibilityTest {
    private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    @LocalServerPort
    int port;

    @Autowired
    Policies policies;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    HourlyTotals totals;

    static Stream<Arguments> tastes() {
        return Stream.of(false, true).flatMap(dark -> Stream.of(390, 1440).map(width -> Arguments.of(dark, width)));
    }

    @ParameterizedTest(name = "dark={0}, {1} px")
    @MethodSource("tastes")
    void everyPageCanBeUsedByEverybody(boolean dark, int width) {
        long policy = someEntries();
        long delivery = Samples.deferredDelivery(jdbc);
        Samples.delivered(jdbc, "verified");
        Samples.delivered(jdbc, null);
        totals.count();
        var taste = new Visitor.Taste("en", dark, width, true);
        try (Visitor stranger = Visitor.stranger(port, taste);
                Visitor visitor = Visitor.administrator(port, taste)) {
            check(stranger, "/login?error");
            for (String path : List.of(
                    "/",
                    "/?period=day",
                    "/policies",
                    "/policies?q=bank&level=secure",
                    "/policies?q=nothing-like-it",
                    "/policies/new",
                    "/why",
                    "/why?q=mail.bank.example",
                    "/why?q=[bank",
                    "/policies/import",
                    "/policies/" + policy,
                    "/policies/bulk?act=delete&ids=" + policy,
                    "/policies/bulk?act=expire&ids=" + policy,
                    "/policies/bulk?act=assign&ids=" + policy,
                    "/settings",
                    "/deliveries",
                    "/deliveries/" + delivery,
                    "/connect",
                    "/audit",
                    "/audit?q=nothing-like-it&kind=user&from=2026-01-01",
                    "/audit/" + Samples.lastChange(jdbc),
                    "/audit/" + Samples.lastChange(jdbc) + "/revert",
                    "/users",
                    "/users/new",
                    "/users/" + Samples.admin(jdbc),
                    "/keys",
                    "/keys/new",
                    "/account",
                    "/account/password",
                    "/account/second-factor",
                    "/no-such-page")) {
                check(visitor, path);
            }
            visitor.open("/deliveries/" + delivery)
                    .page()
                    .evaluate("document.querySelectorAll('.story details').forEach(each => (each.open = true))");
            assertNothingFound(visitor, "the delivery, unfolded");
            visitor.open("/policies").page().locator("[data-pick]").first().check();
            assertNothingFound(visitor, "picked entries");
            visitor.open("/policies/new").page().check("[value=fingerprint]");
            assertNothingFound(visitor, "fields for fingerprints");
            visitor.open("/")
                    .page()
                    .evaluate("document.querySelectorAll('.chart details').forEach(each => (each.open = true))");
            assertNothingFound(visitor, "the tables behind the charts");
            visitor.open("/deliveries").page().check("#pick-" + delivery);
            assertNothingFound(visitor, "a selection");
            visitor.page().click(".bulk [value=bounce]");
            assertNothingFound(visitor, "the question before an act");
            visitor.open("/policies/new").page().click(".say-save");
            assertNothingFound(visitor, "the refused form");
            visitor.open("/policies/import").page().fill("#text", "new.example may\n*.wrong.example may\n");
            visitor.page().click(".form-page button");
            visitor.page().waitForSelector(".chips");
            assertNothingFound(visitor, "the preview of an import");
        }
    }

    private static void check(Visitor visitor, String path) {
        visitor.open(path);
        PageLoad load = PageLoad.of(visitor.page());
        assertThat(load.bytes()).as("bytes of %s", path).isPositive().isLessThan(PageLoad.MOST_BYTES);
        assertThat(load.moved()).as("what moves on %s", path).isEmpty();
        assertNothingFound(visitor, path);
    }

    private static void assertNothingFound(Visitor visitor, String where) {
        List<String> found = new AxeBuilder(visitor.page())
                .withTags(RULES).analyze().getViolations().stream()
                        .map(AccessibilityTest::described)
                        .toList();
        assertThat(found).as(where).isEmpty();
        assertThat(visitor.page()
                        .evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .as("%s is not wider than the window", where)
                .isEqualTo(true);
    }

    private static String described(Rule rule) {
        return rule.getId() + ": "
                + rule.getNodes().stream().map(node -> node.getHtml()).toList();
    }

    private long someEntries() {
        Entries entries = new Entries(policies, jdbc).none();
        entries.add(new PolicyDraft("old.example", "none", "", false, "Breaks on STARTTLS", "Facilities", null));
        entries.add(new PolicyDraft(
                "gone.example", "may", "", true, "", "", java.time.Instant.parse("2020-01-01T00:00:00Z")));
        return entries.add(new PolicyDraft(
                "bank.example", "secure", "protocols=TLSv1.1", true, "Contract 2026/114", "Treasury", null));
    }
}
