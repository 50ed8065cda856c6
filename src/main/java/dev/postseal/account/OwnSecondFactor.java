package dev.postseal.account;

import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * A user's own second factor. Switched on or off, it ends every session of the user; the one that did it goes on as
 * {@link Accounts#renewed}.
 */
@Service
public class OwnSecondFactor {
    private static final String REQUIRED = "account.second-factor-required";

    private final Users users;
    private final PasswordHashes hashes;
    private final RecoveryCodes recovery;
    private final SecondFactorCheck check;
    private final Settings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    OwnSecondFactor(
            Users users,
            PasswordHashes hashes,
            RecoveryCodes recovery,
            SecondFactorCheck check,
            Settings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.users = users;
        this.hashes = hashes;
        this.recovery = recovery;
        this.check = check;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    /** Whether nobody may work in the console without one. */
    public boolean isRequired() {
        return settings.isOn(REQUIRED);
    }

    public void require(boolean required) {
        settings.turn(REQUIRED, required);
    }

    public boolean isOn(Actor.User actor) {
        return users.findById(actor.id()).map(User::hasSecondFactor).orElse(false);
    }

    public int recoveryCodesLeft(Actor.User actor) {
        return recovery.left(actor.id());
    }

    /** @param code of this secret: proves that the authenticator has it */
    @Transactional
    public SecondFactorResult turnOn(Actor.User actor, TotpSecret secret, String code) {
        User user = users.findByIdForUpdate(actor.id()).orElseThrow();
        if (user.hasSecondFactor() || user.isExternal()) {
            return new SecondFactorResult.AlreadySo();
        }
        UserDetails before = user.details();
        user.turnOnSecondFactor(SecondFactor.unused(secret));
        if (!user.takeCode(code.replaceAll("\\s", ""), clock.instant())) {
            return new SecondFactorResult.WrongCode();
        }
        users.update(user);
        publish(AccountChange.Kind.SECOND_FACTOR_ON, before, user);
        return new SecondFactorResult.TurnedOn(recovery.replace(user.id()));
    }

    /** Whatever is wrong counts as a failed sign-in, so that an unattended session is no way round the limits. */
    @Transactional
    public SecondFactorResult turnOff(Actor.User actor, String password, String code) {
        User user = users.findByIdForUpdate(actor.id()).orElseThrow();
        if (!user.hasSecondFactor()) {
            return new SecondFactorResult.AlreadySo();
        }
        if (user.isLockedAt(clock.instant())) {
            return new SecondFactorResult.TooManyAttempts();
        }
        if (!hashes.matches(password, user.passwordHash())) {
            return failed(user, new SecondFactorResult.WrongPassword());
        }
        if (!check.takes(user, code)) {
            return failed(user, new SecondFactorResult.WrongCode());
        }
        UserDetails before = user.details();
        user.dropSecondFactor();
        users.update(user);
        recovery.drop(user.id());
        publish(AccountChange.Kind.SECOND_FACTOR_OFF, before, user);
        return new SecondFactorResult.TurnedOff();
    }

    private SecondFactorResult failed(User user, SecondFactorResult why) {
        user.signInFailed(clock.instant());
        users.update(user);
        return why;
    }

    private void publish(AccountChange.Kind kind, UserDetails before, User user) {
        events.publishEvent(new AccountChange.OfUser(kind, before, user.details()));
    }
}
