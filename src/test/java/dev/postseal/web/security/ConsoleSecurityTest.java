package dev.postseal.web.security;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.postseal.AccountsOnly;
import dev.postseal.SettableClock;
import dev.postseal.account.Accounts;
import dev.postseal.account.Actor;
import dev.postseal.account.PasswordProblem;
import dev.postseal.database.DataDirectory;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SpringBootTest(classes = AccountsOnly.class)
@AutoConfigureMockMvc
@Import(SettableClock.AsClock.class)
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
class ConsoleSecurityTest {
    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Accounts accounts;

    @Autowired
    private DataDirectory directory;

    @Autowired
    private ApplicationContext context;

    @Test
    void firstSignInLeadsToThePasswordPageUntilItIsChangedUnderANewSession() throws Exception {
        MockHttpSession session = new MockHttpSession();
        String before = session.getId();

        MvcTestResult signedIn = signIn("admin", initialPassword(), "192.0.2.1", session);

        assertThat(signedIn).hasStatus3xxRedirection().hasRedirectedUrl("/");
        assertThat(session.getId()).as("session fixation").isNotEqualTo(before);
        assertThat(mvc.perform(get("/policies").session(session))).hasRedirectedUrl("/account/password");

        Actor.User admin = user(session);
        assertThat(accounts.changePassword(admin, initialPassword(), "short")).contains(PasswordProblem.TOO_SHORT);
        assertThat(accounts.changePassword(admin, "wrong", "a long enough one"))
                .contains(PasswordProblem.CURRENT_WRONG);
        assertThat(accounts.changePassword(admin, initialPassword(), initialPassword()))
                .contains(PasswordProblem.UNCHANGED);
        assertThat(accounts.changePassword(admin, initialPassword(), "a long enough one"))
                .isEmpty();

        assertThat(mvc.perform(get("/policies").session(session)).getResponse().getRedirectedUrl())
                .isNotEqualTo("/account/password");
        assertThat(directory.resolve("initial-admin-password")).doesNotExist();
    }

    @Test
    void guessingLocksTheUserForAWhileFromEveryAddressAndSaysNothingAboutIt() throws Exception {
        String password = initialPassword();
        for (int guess = 1; guess <= 5; guess++) {
            assertThat(signIn("admin", "guess " + guess, "192.0.2." + guess, new MockHttpSession()))
                    .hasRedirectedUrl("/login?error");
        }

        assertThat(signIn("admin", password, "192.0.2.77", new MockHttpSession()))
                .hasRedirectedUrl("/login?error");
        assertThat(signIn("nobody", password, "192.0.2.78", new MockHttpSession()))
                .hasRedirectedUrl("/login?error");

        clock.advance(Duration.ofSeconds(2));
        assertThat(signIn("admin", password, "192.0.2.77", new MockHttpSession()))
                .hasRedirectedUrl("/");
    }

    @Test
    void guessingFromOneAddressMakesItWaitWhateverTheName() throws Exception {
        for (int guess = 1; guess <= 11; guess++) {
            signIn("somebody" + guess, "guess", "2001:db8::" + guess, new MockHttpSession());
        }

        assertThat(signIn("admin", initialPassword(), "2001:db8::1:1", new MockHttpSession()))
                .hasRedirectedUrl("/login?wait=1");
    }

    @Test
    void formsOfOtherSitesAreRefusedAndPagesForbidWhatTheyDoNotNeed() throws Exception {
        assertThat(mvc.perform(post("/login").param("username", "admin").param("password", initialPassword())))
                .hasRedirectedUrl("/login?expired");
        assertThat(mvc.perform(post("/logout"))).hasStatus(403);

        MvcTestResult page = mvc.perform(get("/policies").accept("text/html"));
        assertThat(page).hasRedirectedUrl("/login");
        assertThat(page)
                .headers()
                .hasValue(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
                                + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
                .hasValue("Referrer-Policy", "same-origin")
                .hasValue("X-Content-Type-Options", "nosniff")
                .containsHeader("Permissions-Policy");
        assertThat(mvc.perform(get("/policies").header("HX-Request", "true")))
                .hasStatus(401)
                .headers()
                .hasValue("HX-Redirect", "/login");
    }

    @Test
    void thereIsNoAccountBesideOurs() {
        assertThat(context.getBeanNamesForType(UserDetailsService.class)).isEmpty();
    }

    private MvcTestResult signIn(String name, String password, String address, MockHttpSession session) {
        return mvc.perform(post("/login")
                .param("username", name)
                .param("password", password)
                .with(csrf())
                .with(request -> {
                    request.setRemoteAddr(address);
                    // As a browser that was handed this session sends its id.
                    request.setRequestedSessionId(session.getId());
                    request.setRequestedSessionIdValid(true);
                    return request;
                })
                .session(session));
    }

    private String initialPassword() throws Exception {
        return Files.readString(directory.resolve("initial-admin-password")).strip();
    }

    private static Actor.User user(MockHttpSession session) {
        SecurityContext context = (SecurityContext)
                requireNonNull(session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY));
        return (Actor.User)
                requireNonNull(requireNonNull(context.getAuthentication()).getPrincipal());
    }
}
