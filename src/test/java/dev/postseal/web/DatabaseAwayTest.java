package dev.postseal.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A real server is stopped under the console: every page says so soon, and comes back with it. */
@ConsoleTest
@DirtiesContext
class DatabaseAwayTest {
    private static final List<String> PAGES = List.of(
            "/",
            "/policies",
            "/policies/new",
            "/policies/1",
            "/policies/import",
            "/why?q=bank.example",
            "/deliveries",
            "/deliveries/1",
            "/connect",
            "/audit",
            "/users",
            "/keys",
            "/settings",
            "/account",
            "/account/password",
            "/account/second-factor",
            "/login",
            "/actuator/health",
            "/actuator/health/readiness");

    private static final Path DATA = Path.of("target", "database-away-" + System.nanoTime());

    private static EmbeddedPostgres postgres = postgres(0);

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void ofItsOwn(DynamicPropertyRegistry settings) {
        settings.add("spring.datasource.url", () -> "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres");
        settings.add("spring.datasource.hikari.connection-timeout", () -> "30000");
    }

    @Test
    void everyPageSaysSoonThatTheDatabaseIsAwayAndWorksAgainWhenItIsBack() throws IOException {
        int there = postgres.getPort();
        try (Visitor visitor = Visitor.administrator(port).open("/policies");
                Visitor stranger = Visitor.stranger(port, Visitor.Taste.PLAIN).open("/login")) {
            Page page = visitor.page();
            assertThat(page.locator("h1")).hasText("Policies");
            postgres.close();
            try {
                for (String path : PAGES) {
                    assertSoonAway(path, () -> page.navigate("http://127.0.0.1:" + port + path));
                }
                assertThat(page.locator("body")).containsText("DOWN");
                visitor.open("/deliveries?recipient=a");
                assertThat(page.locator("h1")).hasText("The database does not answer");
                assertThat(page.locator("main .actions a[href='/deliveries?recipient=a']"))
                        .isVisible();
                signInNow(stranger);
            } finally {
                postgres = postgres(there);
            }
            // Each try waits for the database by itself.
            for (int tries = 0; tries < 30 && !page.locator("h1").innerText().equals("Policies"); tries++) {
                visitor.open("/policies");
            }
            assertThat(page.locator("h1")).hasText("Policies");
        }
    }

    private void signInNow(Visitor stranger) {
        stranger.page().fill("#username", "admin");
        stranger.page().fill("#password", Visitor.PASSWORD);
        assertSoonAway(
                "signing in",
                () -> stranger.page()
                        .waitForResponse(
                                response -> response.request().method().equals("POST"),
                                () -> stranger.page().press("#password", "Enter")));
        assertThat(stranger.page().locator("h1")).hasText("The database does not answer");
    }

    private interface Opening {
        @Nullable Response response();
    }

    private static void assertSoonAway(String what, Opening opening) {
        long begun = System.nanoTime();
        Response response = Objects.requireNonNull(opening.response());
        Duration taken = Duration.ofNanos(System.nanoTime() - begun);
        assertThat(response.status()).as(what).isEqualTo(503);
        assertThat(taken).as(what).isLessThan(Duration.ofSeconds(6));
        assertThat(response.text()).as(what).doesNotContain("Exception").doesNotContain("dev.postseal");
    }

    private static EmbeddedPostgres postgres(int port) {
        try {
            return EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(Path.of("target", "postgresql-programs")
                            .toAbsolutePath()
                            .toFile())
                    .setDataDirectory(DATA)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
