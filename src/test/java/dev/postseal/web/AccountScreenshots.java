package dev.postseal.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import dev.postseal.account.Authenticator;
import dev.postseal.account.OwnSecondFactor;
import dev.postseal.account.Role;
import dev.postseal.account.UserAdministration;
import dev.postseal.account.UserResult;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Pictures, as {@link Screenshots} makes them, of what users, keys and second factors go through. */
@ConsoleTest
class AccountScreenshots {
    private static final String OWN = "a password of my own";

    @LocalServerPort
    int port;

    @Autowired
    UserAdministration users;

    @Autowired
    OwnSecondFactor secondFactor;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @Test
    void everyStepInEveryLook() {
        Looks.each(this::steps);
    }

    private void steps(Visitor.Taste taste) {
        jdbc.sql("delete from account_user where name <> 'admin'").update();
        jdbc.sql("delete from api_key").update();
        try (Visitor tina = Visitor.stranger(port, taste).open("/login")) {
            firstSignIn(tina, taste);
            settingUp(tina, taste);
        }
        try (Visitor tina = Visitor.stranger(port, taste).open("/login")) {
            askedForTheCode(tina, taste);
        }
        administration(taste);
    }

    private void firstSignIn(Visitor tina, Visitor.Taste taste) {
        String given = ((UserResult.WithPassword) users.create("tina", Role.VIEWER)).password();
        tina.signIn("tina", given);
        Looks.picture(tina.page(), "password-forced", taste);
        tina.choosePassword(given, OWN);
        Looks.picture(tina.page(), "password-chosen", taste);
        Looks.picture(tina.open("/users").page(), "role-missing", taste);
    }

    private void settingUp(Visitor tina, Visitor.Taste taste) {
        secondFactor.require(true);
        Looks.picture(tina.open("/account").page(), "factor-required", taste);
        secondFactor.require(false);
        tina.page().fill("#code", "000000");
        tina.page().click("main .btn-primary");
        Looks.picture(tina.page(), "factor-refused", taste);
        tina.page().fill("#code", new Authenticator(tina.text("#secret"), clock).code());
        tina.page().click("main .btn-primary");
        assertThat(tina.page().locator(".codes")).isVisible();
        Looks.picture(tina.page(), "factor-codes", taste);
        Looks.picture(tina.open("/account").page(), "account-factor", taste);
        tina.open("/account/second-factor/off");
        Looks.picture(tina.page(), "factor-off", taste);
        tina.page().click("main .btn-primary");
        Looks.picture(tina.page(), "factor-off-refused", taste);
    }

    private static void askedForTheCode(Visitor tina, Visitor.Taste taste) {
        tina.signIn("tina", OWN);
        Looks.picture(tina.page(), "code", taste);
        tina.page().fill("#code", "000000");
        tina.page().press("#code", "Enter");
        tina.page().locator("[role=alert]").waitFor();
        tina.page().click("summary");
        Looks.picture(tina.page(), "code-refused", taste);
        Looks.picture(tina.open("/login?expired").page(), "login-expired", taste);
    }

    private void administration(Visitor.Taste taste) {
        users.create("olga.of.the.operations-team@ourcompany.example", Role.OPERATOR);
        Looks.state(port, taste, "users-some", "/users", page -> {});
        Looks.state(port, taste, "user-factor", "/users", AccountScreenshots::openedTina);
        Looks.state(port, taste, "user-secret", "/users", page -> {
            openedTina(page);
            page.click("form[action$=password] button");
        });
        Looks.state(port, taste, "user-deleting", "/users", page -> {
            openedTina(page);
            page.click(".head summary");
        });
        Looks.state(port, taste, "user-refused", "/users/new", page -> page.click("main .btn-primary"));
        Looks.state(port, taste, "key-refused", "/keys/new", page -> page.click("main .btn-primary"));
        Looks.state(port, taste, "key-secret", "/keys/new", page -> {
            page.fill("#name", "Monitoring of the mail servers");
            page.fill("#networks", "192.0.2.0/24 2001:db8:1234:5678::/64");
            page.fill("#expires", "2099-12-31");
            page.click("main .btn-primary");
        });
        Looks.state(port, taste, "keys", "/keys", page -> {});
        Looks.state(port, taste, "key-revoking", "/keys", page -> page.click("tbody summary"));
        Looks.state(port, taste, "settings-saved", "/settings", page -> {
            page.click("#reasonRequired");
            page.click("main .btn-primary");
        });
        Looks.state(port, taste, "audit-settings", "/audit?kind=setting", page -> {});
        Looks.state(port, taste, "audit-setting", "/audit?kind=setting", AccountScreenshots::openedFirst);
        Looks.state(port, taste, "audit-users", "/audit?kind=user", page -> {});
        Looks.state(port, taste, "audit-user", "/audit?kind=user", AccountScreenshots::openedFirst);
        queue(taste);
    }

    private void queue(Visitor.Taste taste) {
        long first = Samples.deferredDelivery(jdbc);
        long second = Samples.deferredDelivery(jdbc);
        Looks.state(port, taste, "queue-held", "/deliveries", page -> {
            page.check("#pick-" + first);
            page.check("#pick-" + second);
            page.click(".bulk [value=hold]");
            page.click(".pop .btn-primary, main .btn-primary");
        });
        Looks.state(port, taste, "delivery-retried", "/deliveries/" + first, page -> page.click("#act-release"));
        Looks.state(port, taste, "audit-queue", "/audit?kind=delivery", page -> {});
        Looks.state(port, taste, "audit-delivery", "/audit?kind=delivery", AccountScreenshots::openedFirst);
        Looks.state(
                port,
                taste,
                "audit-deliveries",
                "/audit?kind=delivery",
                page -> page.locator(".row-link").nth(1).click());
    }

    private static void openedTina(Page page) {
        page.click("tbody >> text=tina");
        page.waitForURL("**/users/*");
    }

    private static void openedFirst(Page page) {
        page.locator(".row-link").first().click();
        page.waitForURL("**/audit/*");
    }
}
