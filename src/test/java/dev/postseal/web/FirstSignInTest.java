package dev.postseal.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.NeedsSystemPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@NeedsSystemPart("chromium")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "postseal.delivery.enabled=false")
class FirstSignInTest {
    @LocalServerPort
    int port;

    @Value("${postseal.data-dir}")
    Path dataDirectory;

    @Test
    void aGeneratedPasswordOpensNothingButThePageToChangeIt() throws IOException {
        String generated = Files.readString(dataDirectory.resolve("initial-admin-password"))
                .strip();
        try (Visitor visitor = Visitor.stranger(port, Visitor.Taste.PLAIN).open("/policies")) {
            visitor.signIn("admin", "wrong");
            assertThat(visitor.page().locator("[role=alert]")).containsText("did not work");
            visitor.signIn("admin", generated);
            assertThat(visitor.at()).isEqualTo("/account/password");

            change(visitor, generated, "short", "short");
            assertThat(visitor.page().locator("#newPassword-note .field-error")).containsText("12");
            change(visitor, generated, "short", "other");
            assertThat(visitor.page().locator("#newPassword-note .field-error")).containsText("12");
            assertThat(visitor.page().locator("#repeatedPassword-note .field-error"))
                    .isVisible();
            change(visitor, generated, "a much longer password", "another one");
            assertThat(visitor.page().locator("#repeatedPassword-note .field-error"))
                    .isVisible();
            visitor.open("/policies");
            assertThat(visitor.at()).isEqualTo("/account/password");

            change(visitor, generated, "a much longer password", "a much longer password");
            assertThat(visitor.page().locator(".note-good")).containsText("changed");
            visitor.open("/policies");
            assertThat(visitor.at()).isEqualTo("/policies");
        }
    }

    private static void change(Visitor visitor, String current, String wanted, String repeated) {
        visitor.page().fill("#currentPassword", current);
        visitor.page().fill("#newPassword", wanted);
        visitor.page().fill("#repeatedPassword", repeated);
        visitor.page().click(".btn-primary");
    }
}
