package dev.postseal.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.AccountsOnly;
import dev.postseal.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = AccountsOnly.class)
@Import({SettableClock.AsClock.class, SecondFactorTest.Changes.class})
class SecondFactorTest {
    private static final String PASSWORD = "a password of her own";
    private static final String ADDRESS = "192.0.2.1";

    @Autowired
    UserAdministration users;

    @Autowired
    Accounts accounts;

    @Autowired
    OwnSecondFactor secondFactor;

    @Autowired
    SignIn signIn;

    @Autowired
    SettableClock clock;

    @Autowired
    JdbcClient database;

    @Autowired
    Changes changes;

    private final TotpSecret secret = TotpSecret.random();
    private Authenticator app;

    static class Changes {
        final List<AccountChange.Kind> kinds = new ArrayList<>();

        @EventListener
        void note(AccountChange.OfUser change) {
            kinds.add(change.kind());
        }
    }

    @BeforeEach
    void onlyTheFirstOne() {
        database.sql("delete from account_user where name <> 'admin'").update();
        clock.advance(Duration.ofHours(2));
        app = new Authenticator(secret.text(), clock);
    }

    @AfterEach
    void notRequired() {
        secondFactor.require(false);
    }

    @Test
    void thePasswordAloneOpensNothingAnyMore() {
        Actor.User before = carla();
        turnOn(before);
        assertThat(accounts.standing(before)).as("other sessions").isEqualTo(SessionStanding.ENDED);
        assertThat(users.find(before.id()).orElseThrow().secondFactor()).isTrue();
        clock.advance(Duration.ofSeconds(30));

        Actor.User half = half();
        assertThat(signIn.answer(half, "000000", ADDRESS)).isInstanceOf(SignInResult.Refused.class);
        assertThat(signIn.answer(half, app.code(), ADDRESS)).isInstanceOf(SignInResult.Accepted.class);
    }

    @Test
    void aCodeIsGoodOnceEvenTheOneThatSetItUp() {
        turnOn(carla());
        assertThat(signIn.answer(half(), app.code(), ADDRESS)).isInstanceOf(SignInResult.Refused.class);
        clock.advance(Duration.ofSeconds(30));
        String code = app.code();
        assertThat(signIn.answer(half(), code, ADDRESS)).isInstanceOf(SignInResult.Accepted.class);
        assertThat(signIn.answer(half(), code, ADDRESS)).isInstanceOf(SignInResult.Refused.class);
    }

    @Test
    void aRecoveryCodeIsGoodOnceHoweverItIsTypedAndKeptAsAHash() {
        List<String> codes = turnOn(carla());
        assertThat(codes).hasSize(10).doesNotHaveDuplicates();
        String typed = codes.get(3).toUpperCase(java.util.Locale.ROOT).replace("-", " ");
        assertThat(signIn.answer(half(), typed, ADDRESS)).isInstanceOf(SignInResult.Accepted.class);
        assertThat(signIn.answer(half(), codes.get(3), ADDRESS)).isInstanceOf(SignInResult.Refused.class);
        assertThat(signIn.answer(half(), codes.get(4), ADDRESS)).isInstanceOf(SignInResult.Accepted.class);
        assertThat(secondFactor.recoveryCodesLeft(half())).isEqualTo(8);
        assertThat(database.sql("select string_agg(r::text, ' ') from account_recovery_code r")
                        .query(String.class)
                        .single())
                .doesNotContain(codes.get(0))
                .doesNotContain(codes.get(0).replace("-", ""));
    }

    @Test
    void guessingCodesLocksTheUserAndARightPasswordInBetweenForgivesNothing() {
        turnOn(carla());
        clock.advance(Duration.ofSeconds(30));
        Actor.User half = half();
        for (int guess = 0; guess < 4; guess++) {
            assertThat(signIn.answer(half, "000000", "192.0.2." + (10 + guess)))
                    .isInstanceOf(SignInResult.Refused.class);
            assertThat(attempt()).isInstanceOf(SignInResult.CodeNeeded.class);
        }
        assertThat(signIn.answer(half, "000000", "192.0.2.20")).isInstanceOf(SignInResult.Refused.class);
        assertThat(signIn.answer(half, app.code(), "192.0.2.21")).as("locked").isInstanceOf(SignInResult.Refused.class);
        assertThat(attempt()).as("the password too").isInstanceOf(SignInResult.Refused.class);
        clock.advance(Duration.ofMinutes(2));
        assertThat(signIn.answer(half, app.code(), "192.0.2.21")).isInstanceOf(SignInResult.Accepted.class);
    }

    @Test
    void anAddressThatGuessesCodesHasToWait() {
        turnOn(carla());
        Actor.User half = half();
        for (int guess = 0; guess < 11; guess++) {
            assertThat(signIn.answer(half, "000000", "192.0.2.77")).isInstanceOf(SignInResult.Refused.class);
        }
        assertThat(signIn.answer(half, app.code(), "192.0.2.77")).isInstanceOf(SignInResult.Throttled.class);
    }

    @Test
    void whoIsHalfSignedInIsNotWhenTheSessionsOfTheUserWereEnded() {
        turnOn(carla());
        clock.advance(Duration.ofSeconds(30));
        Actor.User half = half();
        users.endSessions(half.id());
        assertThat(signIn.answer(half, app.code(), ADDRESS)).isInstanceOf(SignInResult.Refused.class);
        assertThat(signIn.answer(half(), app.code(), ADDRESS)).isInstanceOf(SignInResult.Accepted.class);
    }

    @Test
    void switchingItOffTakesPasswordAndCode() {
        turnOn(carla());
        clock.advance(Duration.ofSeconds(30));
        Actor.User user = half();
        assertThat(secondFactor.turnOff(user, "not the password", app.code()))
                .isInstanceOf(SecondFactorResult.WrongPassword.class);
        assertThat(secondFactor.turnOff(user, PASSWORD, "000000")).isInstanceOf(SecondFactorResult.WrongCode.class);
        assertThat(attempt()).isInstanceOf(SignInResult.CodeNeeded.class);
        assertThat(secondFactor.turnOff(user, PASSWORD, app.code())).isInstanceOf(SecondFactorResult.TurnedOff.class);
        assertThat(attempt()).isInstanceOf(SignInResult.Accepted.class);
        assertThat(accounts.standing(user)).isEqualTo(SessionStanding.ENDED);
        assertThat(changes.kinds).endsWith(AccountChange.Kind.SECOND_FACTOR_ON, AccountChange.Kind.SECOND_FACTOR_OFF);
    }

    @Test
    void anAdministratorTakesItAwayAndThatEndsEverySession() {
        List<String> codes = turnOn(carla());
        Actor.User session = ((SignInResult.Accepted) signIn.answer(half(), codes.getFirst(), ADDRESS)).user();
        assertThat(users.resetSecondFactor(session.id())).isInstanceOf(UserResult.Done.class);
        assertThat(accounts.standing(session)).isEqualTo(SessionStanding.ENDED);
        assertThat(secondFactor.recoveryCodesLeft(session)).isZero();
        assertThat(attempt()).isInstanceOf(SignInResult.Accepted.class);
        assertThat(changes.kinds).endsWith(AccountChange.Kind.SECOND_FACTOR_RESET);
        turnOn(accounts.renewed(session));
        assertThat(signIn.answer(half(), codes.get(1), ADDRESS))
                .as("a code of the one before")
                .isInstanceOf(SignInResult.Refused.class);
    }

    @Test
    void whereItIsRequiredNothingElseOpensBeforeItIsSetUp() {
        Actor.User carla = carla();
        secondFactor.require(true);
        assertThat(accounts.standing(carla)).isEqualTo(SessionStanding.SECOND_FACTOR_DUE);
        turnOn(carla);
        assertThat(accounts.standing(accounts.renewed(carla))).isEqualTo(SessionStanding.GOOD);
    }

    @Test
    void aWrongCodeSwitchesNothingOn() {
        Actor.User carla = carla();
        assertThat(secondFactor.turnOn(carla, secret, app.codeOf(5))).isInstanceOf(SecondFactorResult.WrongCode.class);
        assertThat(accounts.standing(carla)).isEqualTo(SessionStanding.GOOD);
        assertThat(attempt()).isInstanceOf(SignInResult.Accepted.class);
    }

    @Test
    void aOneTimePasswordExpiresAfterADayAndSoDoesTheSessionItOpened() {
        var made = (UserResult.WithPassword) users.create("dora", Role.VIEWER);
        clock.advance(Duration.ofHours(24).minusSeconds(1));
        Actor.User session = ((SignInResult.Accepted) signIn.attempt("dora", made.password(), ADDRESS)).user();
        assertThat(accounts.standing(session)).isEqualTo(SessionStanding.PASSWORD_CHANGE_DUE);
        clock.advance(Duration.ofSeconds(1));
        assertThat(accounts.standing(session)).isEqualTo(SessionStanding.ENDED);
        assertThat(signIn.attempt("dora", made.password(), ADDRESS)).isInstanceOf(SignInResult.PasswordExpired.class);
        assertThat(signIn.attempt("dora", "a guess", ADDRESS)).isInstanceOf(SignInResult.Refused.class);

        var another = (UserResult.WithPassword) users.newPassword(session.id());
        assertThat(signIn.attempt("dora", another.password(), ADDRESS)).isInstanceOf(SignInResult.Accepted.class);
        Actor.User dora = accounts.renewed(session);
        assertThat(accounts.changePassword(dora, another.password(), PASSWORD)).isEmpty();
        clock.advance(Duration.ofDays(400));
        assertThat(signIn.attempt("dora", PASSWORD, ADDRESS)).isInstanceOf(SignInResult.Accepted.class);
    }

    private Actor.User carla() {
        var made = (UserResult.WithPassword) users.create("carla", Role.OPERATOR);
        Actor.User invited = ((SignInResult.Accepted) signIn.attempt("carla", made.password(), ADDRESS)).user();
        assertThat(accounts.changePassword(invited, made.password(), PASSWORD)).isEmpty();
        return accounts.renewed(invited);
    }

    private List<String> turnOn(Actor.User user) {
        return ((SecondFactorResult.TurnedOn) secondFactor.turnOn(user, secret, app.code())).recoveryCodes();
    }

    private SignInResult attempt() {
        return signIn.attempt("carla", PASSWORD, ADDRESS);
    }

    private Actor.User half() {
        return ((SignInResult.CodeNeeded) attempt()).user();
    }
}
