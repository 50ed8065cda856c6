package dev.postseal.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finding deliveries, acting on several of them, and pages that follow what happens. */
@ConsoleTest
class DeliverySelectionTest {
    /** Pages ask every few seconds. */
    private static final HasTextOptions SOON = new HasTextOptions().setTimeout(20_000);

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void empty() {
        jdbc.sql("delete from delivery").update();
    }

    @Test
    void anActOnASelectionIsConfirmedByItsNumberAndDoneOnThoseOnly() {
        for (boolean script : new boolean[] {true, false}) {
            empty();
            long first = Samples.deferredDelivery(jdbc);
            long second = Samples.deferredDelivery(jdbc);
            long delivered = Samples.delivered(jdbc, "verified");
            long other = Samples.deferredDelivery(jdbc);
            try (Visitor visitor = visitor(script).open("/deliveries?domain=bank.example")) {
                Page page = visitor.page();
                assertThat(page.locator(".bulk")).isHidden();
                for (long id : new long[] {first, second, delivered}) {
                    page.check("#select-" + id);
                }
                if (script) {
                    assertThat(page.locator(".bulk-count")).hasText("3 selected");
                }
                page.click(".bulk [value=hold]");

                assertThat(page.locator("h1")).hasText("Hold 2 deliveries?");
                assertThat(page.locator("main")).containsText("1 of them is in a state in which this is not possible");
                assertThat(states(first, second, other)).containsExactly("deferred", "deferred", "deferred");
                page.click("main form.actions button");

                assertThat(page.locator("main .note")).containsText("Held: 2.");
                assertThat(visitor.at()).isEqualTo("/deliveries?domain=bank.example");
                assertThat(states(first, second, delivered, other))
                        .containsExactly("held", "held", "delivered", "deferred");
            }
        }
    }

    @Test
    void allThatTheFiltersFindCanBeDeletedWithoutSelectingThem() {
        many(60);
        long other = Samples.deferredDelivery(jdbc);
        try (Visitor visitor = visitor(true).open("/deliveries?domain=many.example")) {
            Page page = visitor.page();
            page.check("[data-select-all]");
            assertThat(page.locator(".bulk-count")).hasText("50 selected");
            page.check("[data-all]");
            assertThat(page.locator(".bulk-count")).hasText("60 selected");
            page.click(".bulk [value=delete]");
            assertThat(page.locator("h1")).hasText("Delete 60 deliveries?");
            assertThat(page.locator(".named")).containsText("and 50 more");
            page.click("main form.actions button");
            assertThat(page.locator("main .note-good")).hasText("Deleted: 60. Nobody was told.");
        }
        assertThat(jdbc.sql("select id from delivery").query(Long.class).list()).containsExactly(other);
    }

    @Test
    void filtersCombineAndTheAddressKeepsThem() {
        long id = Samples.deferredDelivery(jdbc);
        Samples.delivered(jdbc, "verified");
        many(3);
        try (Visitor visitor = visitor(true).open("/deliveries")) {
            Page page = visitor.page();
            assertThat(page.locator("tbody tr")).hasCount(5);
            page.fill("#domain", "bank.example");
            assertThat(page.locator("tbody tr")).hasCount(2);
            page.selectOption("#state", "deferred");
            assertThat(page.locator("tbody tr")).hasCount(1);
            page.click(".more summary");
            page.fill("#sender", "billing@");
            assertThat(page.locator(".chip")).hasCount(3);
            page.fill("#from", "2020-01-01T00:00");
            page.locator("#from").dispatchEvent("change");
            assertThat(page.locator(".chip")).hasCount(4);
            assertThat(visitor.at())
                    .isEqualTo(
                            "/deliveries?sender=billing%40&domain=bank.example&state=deferred&from=2019-12-31T23%3A00Z");
            page.reload();
            assertThat(page.locator("#from")).hasValue("2020-01-01T00:00");
            assertThat(page.locator("tbody [name=id]")).hasValue(String.valueOf(id));
            page.fill("#to", "2020-01-02T00:00");
            page.locator("#to").dispatchEvent("change");
            assertThat(page.locator(".nothing h2")).hasText("Nothing found");
        }
    }

    @Test
    void aListFollowsWhatHappensAndKeepsPlaceFocusAndSelection() {
        many(40);
        long id = Samples.deferredDelivery(jdbc);
        try (Visitor visitor = visitor(true).open("/deliveries")) {
            Page page = visitor.page();
            Locator row = page.locator("tbody tr").first();
            page.check("#select-" + id);
            page.evaluate("window.scrollTo(0, 40)");
            row.locator(".row-link").focus();
            jdbc.sql("update delivery set state = 'delivered', next_attempt_at = null, attempt_count = 2 where id = ?")
                    .param(id)
                    .update();
            long newer = Samples.deferredDelivery(jdbc);

            assertThat(row.locator(".tag")).hasText("Delivered", SOON);
            assertThat(page.locator("#newer a")).hasText("There are newer deliveries: show them");
            assertThat(page.locator("#select-" + id)).isChecked();
            assertThat(row.locator(".row-link")).isFocused();
            assertThat(page.evaluate("window.scrollY")).isEqualTo(40);
            assertThat(page.locator("#select-" + newer)).hasCount(0);
            page.click("#newer a");
            assertThat(page.locator("#select-" + newer)).hasCount(1);
        }
    }

    @Test
    void aStoryGoesOnWhileSomebodyReadsIt() {
        long id = Samples.deferredDelivery(jdbc);
        try (Visitor visitor = visitor(true).open("/deliveries/" + id)) {
            Page page = visitor.page();
            page.click("text=Show every line");
            Locator unfolded = page.locator(".transcript").first();
            assertThat(unfolded).isVisible();
            jdbc.sql("update delivery set state = 'delivered', next_attempt_at = null, attempt_count = 2 where id = ?")
                    .param(id)
                    .update();
            jdbc.sql("""
                    insert into attempt (delivery_id, number, started_at, duration_ms, node, outcome, status, reply_code,
                        reply_text, reason_code, reason_args, tried, transcript)
                    values (?, 2, now(), 900, 'node-a', 'delivered', '2.0.0', 250, 'queued', 'delivery.delivered', '{}',
                        '[]', '')""").param(id).update();

            assertThat(page.locator(".story h3").nth(2)).hasText("Attempt 2: delivered", SOON);
            assertThat(page.locator(".story > li")).hasCount(3);
            assertThat(page.locator("#state")).containsText("The next hop has taken responsibility");
            assertThat(page.locator("#acts button")).hasCount(1);
            assertThat(unfolded).isVisible();
            assertThat(page.locator("#live div")).hasCount(0);
        }
    }

    @Test
    void deletingIsAskedForAndLeadsBackToTheList() {
        long id = Samples.deferredDelivery(jdbc);
        try (Visitor visitor = visitor(false).open("/deliveries/" + id)) {
            Page page = visitor.page();
            page.click("#ask-delete");
            page.click(".menu-panel[action$=delete] button");
            assertThat(page.locator("main .note-good")).hasText("Deleted. Nobody was told.");
            assertThat(visitor.at()).isEqualTo("/deliveries");
        }
    }

    private void many(int count) {
        jdbc.sql("""
                with one as (insert into message (message_id, envelope_from, size, eight_bit, smtp_utf8, received_at, source, peer)
                    values ('many-' || gen_random_uuid(), '', 1, false, false, now(), 'api', '') returning id)
                insert into delivery (message_id, recipient, nexthop, state, queued_at)
                select one.id, 'r' || n || '@many.example', 'relay.example', 'held', now()
                from one, generate_series(1, ?) n""").param(count).update();
    }

    private List<String> states(long... ids) {
        return Arrays.stream(ids)
                .mapToObj(id -> jdbc.sql("select state from delivery where id = ?")
                        .param(id)
                        .query(String.class)
                        .single())
                .toList();
    }

    private Visitor visitor(boolean script) {
        return Visitor.administrator(port, new Visitor.Taste("en", false, 1440, script));
    }
}
