package dev.postseal.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.SettableClock;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;

/** Signing in over real HTTP, from several addresses of this machine. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "server.address=0.0.0.0",
            "postseal.admin.initial-password=" + SignInOverHttpTest.PASSWORD,
            "postseal.delivery.enabled=false"
        })
@Import(SettableClock.AsClock.class)
@ExtendWith(OutputCaptureExtension.class)
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_CLASS)
class SignInOverHttpTest {
    static final String PASSWORD = "correct horse battery staple";

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient database;

    @Autowired
    SettableClock clock;

    @BeforeEach
    void allIsForgiven() {
        clock.advance(Duration.ofHours(2));
        database.sql("update account_user set failed_attempts = 0, locked_until = null")
                .update();
    }

    /** A browser as far as the server can see: an address, cookies, forms with their token. */
    private final class Browser {
        private final HttpClient http;

        Browser(String address) throws Exception {
            http = HttpClient.newBuilder()
                    .cookieHandler(new CookieManager())
                    .localAddress(InetAddress.getByName(address))
                    .build();
        }

        HttpResponse<String> get(String path) throws Exception {
            return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
        }

        HttpResponse<String> send(String form, String... fields) throws Exception {
            var token = TOKEN.matcher(get(form).body());
            assertThat(token.find()).as("token of " + form).isTrue();
            StringBuilder body = new StringBuilder("_csrf=" + encoded(token.group(1)));
            for (int i = 0; i < fields.length; i += 2) {
                body.append('&').append(fields[i]).append('=').append(encoded(fields[i + 1]));
            }
            return http.send(
                    request(form)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }

        /** Where the answer sends the browser. */
        String signIn(String name, String password) throws Exception {
            HttpResponse<String> answer = send("/login", "username", name, "password", password);
            assertThat(answer.statusCode()).isEqualTo(302);
            return answer.headers().firstValue("Location").orElseThrow().replaceFirst("^http://[^/]+", "");
        }

        private HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .header("Accept", "text/html");
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }

    @Test
    void aChangedPasswordEndsTheUsersOtherSessionsAndNoOther() throws Exception {
        Browser here = new Browser("127.0.0.1");
        Browser elsewhere = new Browser("127.0.0.2");
        assertThat(here.signIn("admin", PASSWORD)).isEqualTo("/");
        assertThat(elsewhere.signIn("admin", PASSWORD)).isEqualTo("/");
        assertThat(elsewhere.get("/policies").statusCode()).isEqualTo(200);
        String before = session(here);

        String another = "another horse battery staple";
        assertThat(change(here, PASSWORD, another).statusCode()).isEqualTo(302);

        assertThat(here.get("/policies").statusCode())
                .as("the one that changed it")
                .isEqualTo(200);
        assertThat(session(here)).as("under a new id").isNotEqualTo(before);
        HttpResponse<String> ended = elsewhere.get("/policies");
        assertThat(ended.statusCode()).isEqualTo(302);
        assertThat(ended.headers().firstValue("Location").orElseThrow()).endsWith("/login?expired");
        assertThat(elsewhere.get("/policies").headers().firstValue("Location").orElseThrow())
                .as("gone for good")
                .endsWith("/login");
        assertThat(elsewhere.signIn("admin", PASSWORD)).isEqualTo("/login?error");
        assertThat(elsewhere.signIn("admin", another)).as("where it was").isEqualTo("/policies");

        assertThat(change(here, another, PASSWORD).statusCode()).as("as it was").isEqualTo(302);
        assertThat(elsewhere.get("/").statusCode())
                .as("the other way round too")
                .isEqualTo(302);
    }

    @Test
    void aFragmentThatComesTooLateMakesNoSessionOfItsOwn() throws Exception {
        Browser late = new Browser("127.0.0.1");
        HttpResponse<String> refused = late.http.send(
                late.request("/policies/validate")
                        .header("HX-Request", "true")
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void aPasswordThatIsRefusedEndsNoSession() throws Exception {
        Browser here = new Browser("127.0.0.1");
        Browser elsewhere = new Browser("127.0.0.2");
        here.signIn("admin", PASSWORD);
        elsewhere.signIn("admin", PASSWORD);
        assertThat(change(here, PASSWORD, "short").statusCode()).isEqualTo(422);
        assertThat(change(here, "not the password", "a long enough password").statusCode())
                .isEqualTo(422);
        assertThat(elsewhere.get("/policies").statusCode()).isEqualTo(200);
    }

    @Test
    void controlCharactersInNameOrPasswordBreakNeitherLogsNorPages(CapturedOutput output) throws Exception {
        List<String> odd = List.of(
                "ad\0min",
                "admin\0\0nobody",
                "\0",
                "admin\r\nINFO forged line",
                "\u001b[31mred",
                "\u007f",
                "\u0085next",
                "\u2028line",
                "\u202eimda",
                "\ufffe",
                "\ud83d\ude00",
                "a".repeat(5000),
                "<script>",
                "%00",
                "ad\tmin");
        int address = 10;
        for (String text : odd) {
            Browser browser = new Browser("127.0.1." + address++);
            assertThat(browser.signIn(text, PASSWORD)).as("name %s", text).isEqualTo("/login?error");
            assertThat(browser.get("/login?error").statusCode()).isEqualTo(200);
        }
        for (String text : odd) {
            Browser browser = new Browser("127.0.2." + address++);
            assertThat(browser.signIn("nobody", text)).as("password %s", text).isEqualTo("/login?error");
            assertThat(browser.signIn("admin", text)).as("password %s", text).isEqualTo("/login?error");
            allIsForgiven();
        }

        assertThat(output.getAll()).doesNotContain("forged", "\u001b[31mred", "\0", "\u2028", "<script>", "Exception");
        assertThat(output.getAll()).contains("Sign-in refused from 127.0.1.10");
        assertThat(new Browser("127.0.0.3").signIn("ADMIN\t", PASSWORD))
                .as("what surrounds a name is not part of it")
                .isEqualTo("/");
    }

    @Test
    void aUserThatIsLockedAndOneThatIsNotThereAnswerAlikeFromTheFirstGuessToTheLast() throws Exception {
        List<String> wrongUser = new ArrayList<>();
        List<String> rightUser = new ArrayList<>();
        for (int guess = 0; guess < 8; guess++) {
            wrongUser.add(new Browser("127.0.3." + (10 + guess)).signIn("nobody", "guess"));
            rightUser.add(new Browser("127.0.3." + (30 + guess)).signIn("admin", "guess"));
        }
        assertThat(rightUser).isEqualTo(wrongUser).containsOnly("/login?error");

        assertThat(new Browser("127.0.3.99").signIn("admin", PASSWORD))
                .as("locked from every address, with the right password too")
                .isEqualTo("/login?error");
        clock.advance(Duration.ofMinutes(2));
        assertThat(new Browser("127.0.3.99").signIn("admin", PASSWORD)).isEqualTo("/");
    }

    @Test
    void anAddressThatGuessesWaitsWhicheverUserItGuessesAndOthersDoNot() throws Exception {
        for (String name : List.of("nobody", "admin")) {
            allIsForgiven();
            Browser guesser = new Browser("127.0.4.1");
            List<String> answers = new ArrayList<>();
            for (int guess = 0; guess < 12; guess++) {
                answers.add(guesser.signIn(name, "guess"));
            }
            assertThat(answers.subList(0, 11)).as(name).containsOnly("/login?error");
            assertThat(answers.get(11)).as(name).isEqualTo("/login?wait=1");
            assertThat(guesser.signIn("admin", PASSWORD)).as("not looked at").isEqualTo("/login?wait=1");

            clock.advance(Duration.ofMinutes(2));
            assertThat(new Browser("127.0.4.2").signIn("admin", PASSWORD)).isEqualTo("/");
            assertThat(guesser.signIn("admin", PASSWORD)).isEqualTo("/");
        }
    }

    private static HttpResponse<String> change(Browser browser, String current, String wanted) throws Exception {
        return browser.send(
                "/account/password", "currentPassword", current, "newPassword", wanted, "repeatedPassword", wanted);
    }

    private static String session(Browser browser) {
        return ((CookieManager) browser.http.cookieHandler().orElseThrow())
                .getCookieStore().getCookies().stream()
                        .filter(cookie -> cookie.getName().equals("postseal"))
                        .findFirst()
                        .orElseThrow()
                        .getValue();
    }
}
