package dev.postseal.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.account.Role;
import dev.postseal.account.UserAdministration;
import dev.postseal.account.UserResult;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ConsoleTest
class UserPagesTest {
    private static final String OWN = "a password of my own";

    @LocalServerPort
    int port;

    @Autowired
    UserAdministration users;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void onlyTheFirstOne() {
        jdbc.sql("delete from account_user where name <> 'admin'").update();
        jdbc.sql("delete from api_key").update();
    }

    @Test
    void aNewUserChoosesAPasswordAndSeesWhatTheRoleAllows() {
        String password;
        try (Visitor admin = Visitor.administrator(port).open("/users")) {
            admin.page().click("text=Add user");
            admin.page().fill("#name", "key:initial");
            admin.page().click("main .btn-primary");
            assertThat(admin.page().locator("#name-note .field-error")).isVisible();
            admin.page().fill("#name", "vera");
            admin.page().click("main .btn-primary");
            password = admin.text("#secret");
            admin.page().reload();
            assertThat(admin.page().locator("#secret")).hasCount(0);
        }
        try (Visitor vera = Visitor.stranger(port, Visitor.Taste.PLAIN).open("/login")) {
            vera.signIn("vera", password).choosePassword(password, OWN);
            assertThat(vera.page().locator(".nav-list >> text=Users")).hasCount(0);
            vera.open("/policies");
            assertThat(vera.page().locator("text=Add policy")).hasCount(0);
            vera.open("/policies/new");
            assertThat(vera.page().locator("main")).containsText("This needs the role Operator");
            assertThat(vera.page().locator("main")).containsText("vera");
            vera.open("/users");
            assertThat(vera.page().locator("main")).containsText("This needs the role Administrator");
        }
    }

    @Test
    void anOperatorChangesEntriesAndAViewerOnlyLooksAtThem() {
        try (Visitor operator = signedIn("olga", Role.OPERATOR)) {
            operator.open("/policies/new");
            operator.page().fill("#target", "olga.example");
            operator.page().check("[value=encrypt]");
            operator.page().click(".say-save");
            assertThat(operator.page().locator(".note-good")).isVisible();
        }
        long id = jdbc.sql("select id from policy_entry where target = 'olga.example'")
                .query(Long.class)
                .single();
        try (Visitor viewer = signedIn("vito", Role.VIEWER).open("/policies/" + id)) {
            assertThat(viewer.page().locator("#target")).isDisabled();
            assertThat(viewer.page().locator(".say-save")).hasCount(0);
            viewer.open("/policies");
            assertThat(viewer.page().locator("[role=switch]")).hasCount(0);
            viewer.open("/audit?q=olga.example");
            viewer.page().locator(".row-link").first().click();
            assertThat(viewer.page().locator("text=Revert")).hasCount(0);
        }
    }

    @Test
    void anAdministratorChangesTheRoleAndEndsTheSessions() {
        try (Visitor user = signedIn("rolf", Role.VIEWER);
                Visitor admin = Visitor.administrator(port).open("/users")) {
            admin.page().click("text=rolf");
            admin.page().check("[value=operator]");
            admin.page().click("text=Change role");
            assertThat(admin.page().locator(".note-good")).containsText("rolf");
            user.open("/policies");
            assertThat(user.at()).startsWith("/login");
            user.signIn("rolf", OWN).open("/policies/new");
            assertThat(user.page().locator("#target")).isVisible();

            admin.page().click("text=End all sessions");
            user.open("/policies");
            assertThat(user.at()).startsWith("/login");

            admin.page().click(".head summary");
            admin.page().click(".head .menu-panel button");
            assertThat(admin.page().locator(".note-good")).containsText("rolf has been deleted");
            admin.open("/audit?q=rolf&kind=user");
            assertThat(admin.page().locator("tbody tr").first()).containsText("User deleted");
            assertThat(admin.page().locator("tbody")).containsText("All sessions ended");
        }
    }

    @Test
    void theLastAdministratorIsToldWhyTheyCannotGo() {
        try (Visitor admin = Visitor.administrator(port).open("/users")) {
            admin.page().click("tbody >> text=admin");
            admin.page().click(".head summary");
            admin.page().click(".head .menu-panel button");
            assertThat(admin.page().locator(".note-warning")).containsText("last administrator");
            admin.page().check("[value=viewer]");
            admin.page().click("text=Change role");
            assertThat(admin.page().locator(".note-warning")).containsText("last administrator");
        }
    }

    @Test
    void aKeyIsShownOnceBoundAndRevoked() throws Exception {
        try (Visitor admin = Visitor.administrator(port).open("/keys")) {
            assertThat(admin.page().locator(".nothing")).containsText("No API keys yet");
            admin.page().click(".head .btn-primary");
            admin.page().fill("#name", "reader");
            admin.page().fill("#networks", "127.0.0.1/33");
            admin.page().fill("#expires", "2020-01-01");
            admin.page().click("main .btn-primary");
            assertThat(admin.page().locator("#networks-note .field-error")).containsText("127.0.0.1/33");
            assertThat(admin.page().locator("#expires-note .field-error")).containsText("over");
            admin.page().fill("#networks", "127.0.0.0/8 ::1");
            admin.page().fill("#expires", "2099-12-31");
            admin.page().click("main .btn-primary");
            String key = admin.text("#secret");
            assertThat(admin.page().locator("tbody tr")).containsText("never");

            assertThat(call("GET", key)).isEqualTo(200);
            assertThat(call("POST", key)).isEqualTo(403);
            admin.open("/keys");
            assertThat(admin.page().locator("#secret")).hasCount(0);
            assertThat(admin.page().locator("tbody tr")).containsText("just now");

            admin.page().click("tbody summary");
            admin.page().click("tbody .menu-panel button");
            assertThat(admin.page().locator(".note-good")).containsText("revoked");
            assertThat(call("GET", key)).isEqualTo(401);
            admin.open("/audit?kind=key");
            assertThat(admin.page().locator("tbody tr").first()).containsText("API key revoked");
            assertThat(admin.page().locator("tbody")).containsText("127.0.0.0/8 ::1");
        }
    }

    @Test
    void aKeyFromElsewhereIsRefused() throws Exception {
        try (Visitor admin = Visitor.administrator(port).open("/keys/new")) {
            admin.page().fill("#name", "far away");
            admin.page().fill("#networks", "192.0.2.0/24");
            admin.page().click("main .btn-primary");
            assertThat(call("GET", admin.text("#secret"))).isEqualTo(403);
        }
    }

    private Visitor signedIn(String name, Role role) {
        String password = ((UserResult.WithPassword) users.create(name, role)).password();
        Visitor visitor =
                Visitor.stranger(port, Visitor.Taste.PLAIN).open("/login").signIn(name, password);
        visitor.choosePassword(password, OWN);
        return visitor;
    }

    private int call(String method, String key) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/policies"))
                .method(method, HttpRequest.BodyPublishers.ofString("{}"))
                .header("Content-Type", "application/json")
                .header("X-API-Key", key);
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
