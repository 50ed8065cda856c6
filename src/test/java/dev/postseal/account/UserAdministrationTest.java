package dev.postseal.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.AccountsOnly;
import dev.postseal.SettableClock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = AccountsOnly.class)
@Import(SettableClock.AsClock.class)
class UserAdministrationTest {
    @Autowired
    private UserAdministration users;

    @Autowired
    private Accounts accounts;

    @Autowired
    private SignIn signIn;

    @Autowired
    private JdbcClient database;

    private UUID admin;

    @BeforeEach
    void onlyTheFirstOne() {
        database.sql("delete from account_user where name <> 'admin'").update();
        admin = users.all().getFirst().id();
    }

    @Test
    void aNewUserSignsInOnceToChooseAPassword() {
        var made = (UserResult.WithPassword) users.create("carla", Role.OPERATOR);
        assertThat(made.toString()).doesNotContain(made.password());

        SignInResult result = signIn.attempt("Carla", made.password(), "192.0.2.1");

        assertThat(result)
                .isInstanceOfSatisfying(
                        SignInResult.Accepted.class,
                        accepted -> assertThat(accepted.user().role()).isEqualTo(Role.OPERATOR));
        Actor.User carla = ((SignInResult.Accepted) result).user();
        assertThat(accounts.standing(carla)).isEqualTo(SessionStanding.PASSWORD_CHANGE_DUE);
        assertThat(accounts.changePassword(carla, made.password(), "a password of her own"))
                .isEmpty();
        assertThat(accounts.standing(accounts.renewed(carla))).isEqualTo(SessionStanding.GOOD);
        assertThat(users.find(carla.id()).orElseThrow().lastSignInAt()).isNotNull();
    }

    @Test
    void namesThatCouldBeTakenForOthersAreRefused() {
        for (String name : List.of("", "key:initial", "SYSTEM", "import", "a b", ".dot", "a".repeat(65), "a\u200bb")) {
            assertThat(users.create(name, Role.VIEWER)).as(name).isInstanceOf(UserResult.NameNotAllowed.class);
        }
        assertThat(users.create("ADMIN", Role.VIEWER)).isInstanceOf(UserResult.NameTaken.class);
        assertThat(users.create("anna.groß@mail.example", Role.VIEWER)).isInstanceOf(UserResult.WithPassword.class);
    }

    @Test
    void anotherRoleAnotherPasswordOrADisabledUserEndsEverySession() {
        for (String act : List.of("role", "password", "sessions", "disable", "delete")) {
            Actor.User session = session("user-" + act);
            UUID id = session.id();
            UserResult ignored = switch (act) {
                case "role" -> users.changeRole(id, Role.OPERATOR);
                case "password" -> users.newPassword(id);
                case "sessions" -> users.endSessions(id);
                case "disable" -> users.disable(id);
                default -> users.delete(id);
            };
            assertThat(accounts.standing(session)).as(act).isEqualTo(SessionStanding.ENDED);
        }
    }

    @Test
    void whoIsDisabledCannotSignInAndOldSessionsStayEndedAfterwards() {
        var made = (UserResult.WithPassword) users.create("dora", Role.VIEWER);
        Actor.User session = ((SignInResult.Accepted) signIn.attempt("dora", made.password(), "192.0.2.2")).user();
        users.disable(session.id());
        assertThat(signIn.attempt("dora", made.password(), "192.0.2.2")).isInstanceOf(SignInResult.Refused.class);
        users.enable(session.id());
        assertThat(accounts.standing(session)).isEqualTo(SessionStanding.ENDED);
        assertThat(signIn.attempt("dora", made.password(), "192.0.2.2")).isInstanceOf(SignInResult.Accepted.class);
    }

    @Test
    void theLastAdministratorCannotGo() {
        assertThat(users.delete(admin)).isInstanceOf(UserResult.LastAdministrator.class);
        assertThat(users.disable(admin)).isInstanceOf(UserResult.LastAdministrator.class);
        assertThat(users.changeRole(admin, Role.OPERATOR)).isInstanceOf(UserResult.LastAdministrator.class);
        UUID other = ((UserResult.WithPassword) users.create("other", Role.ADMINISTRATOR))
                .user()
                .id();
        users.disable(other);
        assertThat(users.delete(admin))
                .as("the other one is disabled")
                .isInstanceOf(UserResult.LastAdministrator.class);
    }

    @Test
    void twoAdministratorsCannotTakeTheLastRightsFromEachOtherAtOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            UUID other = ((UserResult.WithPassword) users.create("rival", Role.ADMINISTRATOR))
                    .user()
                    .id();
            CyclicBarrier together = new CyclicBarrier(2);
            try (var threads = Executors.newCachedThreadPool()) {
                threads.invokeAll(List.of(demotion(admin, together), demotion(other, together)));
            }
            List<UserDetails> left = users.all().stream()
                    .filter(user -> user.role() == Role.ADMINISTRATOR)
                    .toList();
            assertThat(left).hasSize(1);
            users.changeRole(admin, Role.ADMINISTRATOR);
            users.delete(other);
        }
    }

    private Callable<UserResult> demotion(UUID id, CyclicBarrier together) {
        return () -> {
            together.await();
            return users.changeRole(id, Role.VIEWER);
        };
    }

    private Actor.User session(String name) {
        var made = (UserResult.WithPassword) users.create(name, Role.VIEWER);
        return ((SignInResult.Accepted) signIn.attempt(name, made.password(), "192.0.2.3")).user();
    }
}
