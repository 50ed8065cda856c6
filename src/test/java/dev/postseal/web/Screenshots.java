package dev.postseal.web;

import com.microsoft.playwright.Page;
import dev.postseal.history.HourlyTotals;
import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Pictures of every page, to be looked at: {@code mvn test -Dtest='*Screenshots'} writes them to {@code target/screenshots};
 * with {@code -Dlook=de-dark} only those of looks with this beginning. Its name keeps it out of the normal run.
 */
@ConsoleTest
class Screenshots {
    @LocalServerPort
    int port;

    @Autowired
    Policies policies;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    HourlyTotals totals;

    @Test
    void everyPageInEveryLook() {
        Looks.each(this::nothingYet);
        Map<String, String> pages = pages();
        Looks.each(taste -> look(pages, taste));
        Looks.each(this::whileWorking);
        Looks.each(this::warned);
    }

    private static void someLines(Page page) {
        page.fill("#text", "bank.example may\nnew.example encrypt\n*.wrong.example may\nother.example encrpyt\n");
        page.check("[value=replace]");
        page.click(".form-page button");
        page.waitForSelector(".chips");
    }

    private void nothingYet(Visitor.Taste taste) {
        new Entries(policies, jdbc).none();
        jdbc.sql("delete from delivery").update();
        try (Visitor visitor = Visitor.administrator(port, taste)) {
            totals.count();
            Looks.picture(visitor.open("/").page(), "overview-empty", taste);
            Looks.picture(visitor.open("/policies").page(), "policies-empty", taste);
            Looks.picture(visitor.open("/deliveries").page(), "deliveries-empty", taste);
        }
    }

    private void look(Map<String, String> pages, Visitor.Taste taste) {
        try (Visitor stranger = Visitor.stranger(port, taste);
                Visitor visitor = Visitor.administrator(port, taste)) {
            Looks.picture(stranger.open("/login").page(), "login", taste);
            Looks.picture(stranger.open("/login?error").page(), "login-error", taste);
            pages.forEach((name, path) -> Looks.picture(visitor.open(path).page(), name, taste));
            forbidden(visitor);
            Looks.picture(visitor.page(), "forbidden", taste);
        }
    }

    private void whileWorking(Visitor.Taste taste) {
        long policy = entries();
        long delivery = Samples.deferredDelivery(jdbc);
        Looks.state(port, taste, "refused", "/policies/new", page -> page.click(".say-save"));
        Looks.state(port, taste, "refused-text", "/policies/new", Screenshots::wrongEntry);
        Looks.state(port, taste, "clear", "/policies/new", page -> page.check("[value=none]"));
        Looks.state(port, taste, "pins", "/policies/new", page -> page.check("[value=fingerprint]"));
        Looks.state(port, taste, "picked", "/policies", page -> {
            page.locator("[data-pick]").first().check();
            page.locator("[data-pick]").nth(2).check();
        });
        Looks.state(port, taste, "bulk", "/policies", page -> {
            page.locator("[data-pick]").first().check();
            page.click("#bulk [value=expire]");
        });
        Looks.state(port, taste, "switched", "/policies", page -> {
            page.locator(".switch").first().click();
            page.locator("#told button").waitFor();
        });
        Looks.state(port, taste, "conflict", "/policies/" + policy, Screenshots::overtaken);
        Looks.state(port, taste, "import-preview", "/policies/import", Screenshots::someLines);
        Looks.state(port, taste, "deleted", "/policies/" + policy, page -> page.click(".btn-danger-text"));
        Looks.state(port, taste, "password-refused", "/account/password", page -> page.click("main .btn-primary"));
        Looks.state(port, taste, "selection", "/deliveries", page -> page.check("#pick-" + delivery));
        Looks.state(port, taste, "confirm", "/deliveries", page -> {
            page.check("#pick-" + delivery);
            page.click(".bulk [value=bounce]");
        });
        Looks.state(port, taste, "filters", "/deliveries?domain=bank.example&from=2026-01-01T00:00Z", page -> {});
        Looks.state(port, taste, "delivery-open", "/deliveries/" + delivery, Screenshots::everythingUnfolded);
        if (taste.width() < 600) {
            Looks.state(port, taste, "navigation", "/", page -> page.click("[popovertarget=side]"));
        } else {
            Looks.state(port, taste, "keys", "/", page -> page.keyboard().press("?"));
        }
    }

    /** What is seen coming. */
    private void warned(Visitor.Taste taste) {
        var entries = new Entries(policies, jdbc).none();
        long pinned = entries.add(
                new PolicyDraft("pinned.example", "fingerprint", "match=" + Samples.SPKI, true, "Contract", "", null));
        Samples.seen(jdbc, "pinned.example", pinned, "fingerprint", "5 days");
        Samples.seen(jdbc, "bank.example", entries.add("bank.example", "secure", true), "secure", "-2 days");
        jdbc.sql("delete from node where name like 'node-%'").update();
        Samples.node(jdbc, "node-b.datacenter-two.ourcompany.example", "3 minutes", null);
        Samples.node(jdbc, "node-c", "1 second", "20 hours");
        jdbc.sql("update history_progress set counted_until = null").update();
        totals.count();
        Looks.state(port, taste, "overview-warned", "/", page -> {});
        Looks.state(port, taste, "pinned-ends", "/policies/" + pinned, page -> {});
        Looks.state(
                port,
                taste,
                "overview-table",
                "/",
                page -> page.locator(".chart summary").first().click());
        jdbc.sql("delete from node where name like 'node-%'").update();
    }

    private static void wrongEntry(Page page) {
        page.fill("#target", "*.bank.example");
        page.check("[value=secure]");
        page.fill("#parameters", "match=bank.example,.bank.example protocols=TLSv9");
        page.click(".say-save");
    }

    private static void overtaken(Page page) {
        try (Page other = page.context().newPage()) {
            other.navigate(page.url());
            other.fill("#reason", "Contract 115, since December");
            other.click(".say-save");
        }
        page.fill("#owner", "Mail team");
        page.click(".say-save");
    }

    private static void everythingUnfolded(Page page) {
        for (var fold : page.locator(".story summary").all()) {
            fold.click();
        }
        page.click("#ask-bounce");
    }

    /** What a form says that was opened in a session of the past. */
    private static void forbidden(Visitor visitor) {
        visitor.open("/policies/new");
        visitor.page().evaluate("document.querySelectorAll('[name=_csrf]').forEach(field => field.value = 'stale')");
        visitor.page().click(".say-save");
    }

    private Map<String, String> pages() {
        long policy = entries();
        deliveriesOfAMonth();
        var pages = new LinkedHashMap<String, String>();
        pages.put("delivery", "/deliveries/" + Samples.deferredDelivery(jdbc));
        pages.put("delivered", "/deliveries/" + delivered());
        pages.put("bounced", "/deliveries/" + inState("bounced"));
        pages.put("held", "/deliveries/" + inState("held"));
        pages.put("overview", "/?period=month");
        pages.put("overview-day", "/?period=day");
        pages.put("policies", "/policies");
        pages.put("filtered", "/policies?q=bank&level=secure");
        pages.put("nothing", "/policies?q=nothing-like-it");
        pages.put("new", "/policies/new");
        pages.put("import", "/policies/import");
        pages.put("policy", "/policies/" + policy);
        pages.put("why", "/why?q=mail.bank.example");
        pages.put("why-exact", "/why?q=bank.example");
        pages.put("why-empty", "/why");
        pages.put("why-wrong", "/why?q=[bank");
        pages.put("deliveries", "/deliveries");
        pages.put("no-deliveries", "/deliveries?recipient=nobody&state=held");
        pages.put("connect", "/connect");
        pages.put("audit", "/audit");
        pages.put("audit-nothing", "/audit?q=nothing-like-it&kind=user&from=2026-01-01");
        pages.put("audit-one", "/audit/" + Samples.lastChange(jdbc));
        pages.put("audit-revert", "/audit/" + Samples.lastChange(jdbc) + "/revert");
        pages.put("users", "/users");
        pages.put("user", "/users/" + Samples.admin(jdbc));
        pages.put("user-new", "/users/new");
        pages.put("keys-none", "/keys");
        pages.put("key-new", "/keys/new");
        pages.put("settings", "/settings");
        pages.put("account", "/account");
        pages.put("password", "/account/password");
        pages.put("second-factor", "/account/second-factor");
        pages.put("not-found", "/no-such-page");
        pages.put("failed", "/error");
        return pages;
    }

    private long entries() {
        Entries entries = new Entries(policies, jdbc).none();
        long used = entries.add(new PolicyDraft("agency.example", "dane", "", true, "Tender", "Sales", null));
        entries.used(used, "delivered", false);
        entries.asked(entries.add(
                new PolicyDraft("clinic.example", "dane-only", "", true, "Patient data", "Data protection", null)));
        entries.add(new PolicyDraft("old-scanner.example", "none", "", true, "Ticket 4711", "Facilities", null));
        entries.add(new PolicyDraft("lists.example", "may", "", false, "Trial ended", "Postmaster", null));
        entries.add(new PolicyDraft(
                "gone.example", "encrypt", "", true, "Trial", "Postmaster", Instant.parse("2020-01-01T00:00:00Z")));
        entries.add(new PolicyDraft(
                "fair.example",
                "verify",
                "protocols=TLSv1.1",
                true,
                "Until their new gateway",
                "Sales",
                Instant.now().plus(Duration.ofDays(40))));
        long bank = entries.add(new PolicyDraft(
                "bank.example", "secure", "match=bank.example:.bank.example", true, "Contract 114", "Treasury", null));
        entries.used(bank, "deferred", true);
        return bank;
    }

    /** As many as make charts look like something. */
    private void deliveriesOfAMonth() {
        jdbc.sql("""
                with one as (insert into message (message_id, envelope_from, size, eight_bit, smtp_utf8, received_at, source, peer)
                    values ('month-' || gen_random_uuid(), 'post@ourcompany.example', 1, false, false, now(), 'api', '')
                    returning id),
                many as (insert into delivery (message_id, recipient, nexthop, state, queued_at, attempt_count)
                    select one.id, 'r' || n || '@month.example', 'month.example', 'delivered', now() - n * interval '15 minutes', 1
                    from one, generate_series(1, 2800) n returning id, queued_at)
                insert into attempt (delivery_id, number, started_at, duration_ms, node, policy, effective_level, outcome,
                    status, reason_code, reason_args, tls, tried, transcript)
                select id, 1, queued_at, 900, 'node-a', 'dane',
                    (array['dane-only', 'secure', 'may', 'may', 'may', 'verify', 'encrypt'])[1 + id % 7], 'delivered', '2.0.0',
                    'delivery.delivered', '{}', case when id % 17 > 0 then jsonb_build_object(
                        'version', case when id % 5 = 0 then 'TLSv1.2' else 'TLSv1.3' end,
                        'security', case when id % 3 = 0 then 'verified' else 'untrusted' end) end, '[]', ''
                from many""").update();
        jdbc.sql("update history_progress set counted_until = null").update();
        totals.count();
    }

    private long inState(String state) {
        long delivery = Samples.deferredDelivery(jdbc);
        jdbc.sql("update delivery set state = :state, next_attempt_at = null where id = :id")
                .param("state", state)
                .param("id", delivery)
                .update();
        return delivery;
    }

    private long delivered() {
        long delivery = inState("delivered");
        jdbc.sql("""
                update attempt set outcome = 'delivered', status = '2.0.0', reply_code = 250, reply_enhanced = '2.0.0',
                    reply_text = '2.0.0 Ok: queued as 4bX7Qz1', reason_code = 'delivery.delivered',
                    reason_args = '{250 2.0.0 Ok: queued as 4bX7Qz1}',
                    tls = jsonb_set(tls || '{"security":"verified","matchedBy":"bank.example"}', '{peer,names}',
                        '["bank.example","mx1.bank.example"]')
                where delivery_id = :id""").param("id", delivery).update();
        jdbc.sql("""
                update delivery set last_reason_code = 'delivery.delivered',
                    last_reason_args = '{250 2.0.0 Ok: queued as 4bX7Qz1}'
                where id = :id""").param("id", delivery).update();
        return delivery;
    }
}
