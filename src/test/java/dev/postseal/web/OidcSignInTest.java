package dev.postseal.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.postseal.SettableClock;
import dev.postseal.account.Role;
import dev.postseal.account.UserDetails;
import dev.postseal.account.UserResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@ConsoleTest
@Import(SettableClock.AsClock.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OidcSignInTest extends ConsoleUsers {
    private static final SmallProvider provider = new SmallProvider();

    @DynamicPropertySource
    static void configured(DynamicPropertyRegistry settings) {
        settings.add("postseal.oidc.issuer", provider::issuer);
        settings.add("postseal.oidc.client-id", () -> SmallProvider.CLIENT);
        settings.add("postseal.oidc.client-secret", () -> SmallProvider.SECRET);
        settings.add("postseal.oidc.name", () -> "Example SSO");
    }

    @AfterAll
    static void closed() {
        provider.close();
    }

    @BeforeEach
    void theProviderIsFineAndKnowsTina() {
        provider.flaw = SmallProvider.Flaw.NONE;
        provider.away = false;
        provider.silent = false;
        provider.shows = false;
        provider.denies = false;
        tina("operator");
    }

    /** First of all: later the provider is known. */
    @Test
    @Order(1)
    void aProviderThatIsAwayIsSaidToBeAndAskedAgainLater() {
        provider.away = true;
        try (Visitor tina = arriving("/login")) {
            assertThat(tina.at()).isEqualTo("/login?provider=away");
            assertThat(alert(tina)).contains("Example SSO does not answer");
            provider.away = false;
            clock.advance(Duration.ofSeconds(6));
            press(tina);
            assertThat(tina.at()).isEqualTo("/");
        }
    }

    @Test
    void aProviderThatFallsSilentLaterIsAwayAndWhoIsSignedInStaysSo() {
        try (Visitor before = arriving("/login")) {
            provider.silent = true;
            try (Visitor tina = arriving("/login")) {
                assertThat(tina.at()).isEqualTo("/login?provider=away");
                assertThat(before.open("/policies").at()).isEqualTo("/policies");
                provider.silent = false;
                press(tina);
                assertThat(tina.at()).isEqualTo("/");
            }
        }
    }

    @Test
    void whoeverTheProviderKnowsBecomesAUserAndComesToThePageThatWasWanted() {
        secondFactor.require(true);
        try (Visitor tina = arriving("/policies?level=secure")) {
            assertThat(tina.at()).startsWith("/policies?level=secure");
            UserDetails user = user();
            assertThat(user.external()).isTrue();
            assertThat(user.role()).isEqualTo(Role.OPERATOR);
            tina.open("/account/password");
            assertThat(tina.at()).isEqualTo("/account");
            assertThat(tina.text("main")).contains("organisation").doesNotContain("Set up a second factor");
            tina.open("/account/second-factor");
            assertThat(tina.at()).isEqualTo("/account");
            tina.page().click("text=Sign out");
            tina.page().waitForURL("**/login?logout");
            assertThat(tina.open("/policies").at()).isEqualTo("/login");
        }
        notRequired();
        try (Visitor admin = Visitor.administrator(port).open("/users")) {
            assertThat(admin.page().locator("tbody tr", row("tina"))).containsText("External");
            admin.page().click("text=tina");
            assertThat(admin.page().locator("text=Make a new password")).hasCount(0);
            assertThat(admin.page().locator("text=Change role")).hasCount(0);
            admin.open("/audit?q=tina&kind=user&who=provider");
            assertThat(admin.page().locator("tbody")).containsText("oidc:Example SSO");
        }
    }

    @Test
    void anotherRoleAtTheProviderIsTakenOverAndEndsTheSessionsWithTheOldOne() {
        try (Visitor before = arriving("/login");
                Visitor after = stranger()) {
            tina("viewer");
            press(after.open("/login"));
            assertThat(user().role()).isEqualTo(Role.VIEWER);
            assertThat(before.open("/policies").at()).startsWith("/login");
            assertThat(after.open("/policies").at()).isEqualTo("/policies");
        }
        try (Visitor admin = Visitor.administrator(port).open("/audit?q=tina&kind=user&who=provider")) {
            assertThat(admin.page().locator("tbody tr").first()).containsText("User changed");
        }
    }

    @Test
    void withoutARoleNobodyIsAddedAndWhoHadOneIsOut() {
        tina("boss");
        try (Visitor tina = arriving("/login")) {
            assertThat(tina.at()).isEqualTo("/login?provider=no-role");
            assertThat(alert(tina)).contains("no role in Postseal");
            assertThat(users.all()).hasSize(1);
            tina("viewer");
            press(tina);
            assertThat(tina.at()).isEqualTo("/");
            tina("boss");
            try (Visitor again = arriving("/login")) {
                assertThat(again.at()).isEqualTo("/login?provider=no-role");
            }
            assertThat(tina.open("/policies").at()).startsWith("/login");
        }
    }

    @Test
    void aUserOfThatNameIsNotTakenOver() {
        provider.person = Map.of("sub", "4711", "preferred_username", "ADMIN", "postseal_role", "administrator");
        try (Visitor tina = arriving("/login")) {
            assertThat(tina.at()).isEqualTo("/login?provider=name-taken");
            assertThat(users.all()).singleElement().matches(user -> !user.external());
            assertThat(tina.open("/policies").at()).isEqualTo("/login");
        }
        tina("operator");
        arriving("/login").close();
        provider.person = Map.of("sub", "another", "preferred_username", "tina", "postseal_role", "administrator");
        try (Visitor other = arriving("/login")) {
            assertThat(other.at()).as("another person").isEqualTo("/login?provider=name-taken");
            assertThat(user().role()).isEqualTo(Role.OPERATOR);
        }
    }

    @Test
    void whoeverIsDisabledStaysSoAndAPasswordIsNoWayRound() {
        arriving("/login").close();
        assertThat(users.newPassword(user().id())).isInstanceOf(UserResult.External.class);
        assertThat(users.changeRole(user().id(), Role.ADMINISTRATOR)).isInstanceOf(UserResult.External.class);
        try (Visitor tina = stranger().open("/login")) {
            tina.signIn("tina", "nobody has this password");
            assertThat(tina.at()).isEqualTo("/login?error");
        }
        users.disable(user().id());
        try (Visitor tina = arriving("/login")) {
            assertThat(tina.at()).isEqualTo("/login?provider=disabled");
        }
    }

    @Test
    void anAdministratorOfTheProvidersIsNotTheOneWhoMustBeLeft() {
        tina("administrator");
        arriving("/login").close();
        UserDetails admin = users.all().stream()
                .filter(user -> !user.external())
                .findFirst()
                .orElseThrow();
        assertThat(users.delete(admin.id())).isInstanceOf(UserResult.LastAdministrator.class);
        assertThat(users.delete(user().id())).isInstanceOf(UserResult.Done.class);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void anAnswerThatProvesNothingOpensNothing(SmallProvider.Flaw flaw) {
        provider.flaw = flaw;
        try (Visitor tina = arriving("/login")) {
            assertThat(tina.at()).isEqualTo("/login?provider=failed");
            assertThat(users.all()).hasSize(1);
            assertThat(tina.open("/policies").at()).isEqualTo("/login");
        }
    }

    /** Somebody else's answer, good in itself, is laid into a browser that has asked, too. */
    @Test
    void anAnswerWithAnotherStateThanTheBrowsersOwnOpensNothing() {
        try (Visitor tina = stranger()) {
            provider.shows = true;
            press(tina.open("/login"));
            String answer = tina.text("body");
            assertThat(answer).contains("code=", "&state=");
            tina.page().navigate(answer.replaceFirst("&state=[^&]*", "&state=another"));
            assertThat(tina.at()).startsWith("/login?");
            assertThat(tina.open("/policies").at()).isEqualTo("/login");
            assertThat(users.all()).hasSize(1);
        }
    }

    @Test
    void anAnswerToAQuestionOfAnotherBrowserOpensNothing() {
        try (Visitor tina = stranger().open("/login/oauth2/code/oidc?code=code-0&state=made-up")) {
            assertThat(tina.at()).isEqualTo("/login?expired");
        }
        provider.denies = true;
        try (Visitor tina = arriving("/login")) {
            assertThat(tina.at()).isEqualTo("/login?provider=denied");
        }
    }

    @Test
    void theButtonIsThereInBothLanguagesAndThemes() {
        for (var taste :
                List.of(new Visitor.Taste("en", false, 1440, true), new Visitor.Taste("de", true, 390, true))) {
            try (Visitor visitor = Visitor.stranger(port, taste).open("/login?provider=no-role")) {
                assertThat(visitor.text(".other-way")).contains("Example SSO");
                visitor.page()
                        .screenshot(new Page.ScreenshotOptions()
                                .setPath(Path.of("target/screenshots/oidc-" + taste.language() + ".png")));
            }
        }
    }

    private static void tina(String role) {
        provider.person = Map.of("sub", "0815", "preferred_username", "tina", "postseal_role", role);
    }

    private Visitor arriving(String path) {
        return press(stranger().open(path));
    }

    private Visitor stranger() {
        return Visitor.stranger(port, Visitor.Taste.PLAIN);
    }

    private static Visitor press(Visitor visitor) {
        visitor.page().click("text=Sign in with Example SSO");
        return visitor;
    }

    private static String alert(Visitor visitor) {
        return visitor.text("[role=alert]");
    }

    private static com.microsoft.playwright.Page.LocatorOptions row(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }

    private UserDetails user() {
        return users.all().stream()
                .filter(user -> user.name().equals("tina"))
                .findFirst()
                .orElseThrow();
    }
}
