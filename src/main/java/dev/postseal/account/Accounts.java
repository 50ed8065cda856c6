package dev.postseal.account;

import java.time.Clock;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What users do with their own accounts. */
@Service
public class Accounts {
    private final Users users;
    private final PasswordHashes hashes;
    private final OwnSecondFactor secondFactor;
    private final InitialPasswordFile initialPassword;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Accounts(
            Users users,
            PasswordHashes hashes,
            OwnSecondFactor secondFactor,
            InitialPasswordFile initialPassword,
            ApplicationEventPublisher events,
            Clock clock) {
        this.users = users;
        this.hashes = hashes;
        this.secondFactor = secondFactor;
        this.initialPassword = initialPassword;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Changes the user's password; of a user who has none, no current one is right. A wrong current password counts as a failed sign-in, so that an unattended session is no
     * way round the limits. Every session opened with the old one ends.
     *
     * @return what is wrong with it; empty when it has been changed
     */
    @Transactional
    public Optional<PasswordProblem> changePassword(Actor.User actor, String current, String wanted) {
        User user = users.findByNameForUpdate(actor.name()).orElseThrow();
        if (user.isLockedAt(clock.instant())) {
            return Optional.of(PasswordProblem.TOO_MANY_ATTEMPTS);
        }
        if (!hashes.matches(current, user.passwordHash())) {
            user.signInFailed(clock.instant());
            users.update(user);
            return Optional.of(PasswordProblem.CURRENT_WRONG);
        }
        Optional<PasswordProblem> problem = PasswordRules.problemWith(wanted, user.name());
        if (problem.isPresent()) {
            return problem;
        }
        if (wanted.equals(current)) {
            return Optional.of(PasswordProblem.UNCHANGED);
        }
        UserDetails before = user.details();
        user.changePassword(hashes.encode(wanted));
        users.update(user);
        events.publishEvent(new AccountChange.OfUser(AccountChange.Kind.PASSWORD, before, user.details()));
        forgetInitialPassword();
        return Optional.empty();
    }

    /** Ends every session of the user; the one that asks for it goes on as {@link #renewed}. */
    @Transactional
    public void endSessions(Actor.User actor) {
        User user = users.findByIdForUpdate(actor.id()).orElseThrow();
        user.endSessions();
        users.update(user);
        events.publishEvent(
                new AccountChange.OfUser(AccountChange.Kind.SESSIONS_ENDED, user.details(), user.details()));
    }

    /** Whether the console may show the user nothing but the page to change the password. */
    @Transactional(readOnly = true)
    public boolean mustChangePassword(Actor.User actor) {
        return users.findById(actor.id()).map(User::mustChangePassword).orElse(true);
    }

    /** Whether a provider says who this user is: there is neither a password nor a second factor here. */
    @Transactional(readOnly = true)
    public boolean isExternal(Actor.User actor) {
        return users.findById(actor.id()).map(User::isExternal).orElse(false);
    }

    /** Whether a session that was opened as this actor may go on. */
    @Transactional(readOnly = true)
    public SessionStanding standing(Actor.User actor) {
        User user = users.findById(actor.id()).orElse(null);
        if (user == null || user.isDisabled() || !user.actor().equals(actor)) {
            return SessionStanding.ENDED;
        }
        if (user.mustChangePassword()) {
            return user.isPasswordExpiredAt(clock.instant())
                    ? SessionStanding.ENDED
                    : SessionStanding.PASSWORD_CHANGE_DUE;
        }
        // How well a provider looks at people is the provider's business.
        return !user.isExternal() && !user.hasSecondFactor() && secondFactor.isRequired()
                ? SessionStanding.SECOND_FACTOR_DUE
                : SessionStanding.GOOD;
    }

    /** The user as they are now: whom a session that changed the password itself goes on as. */
    @Transactional(readOnly = true)
    public Actor.User renewed(Actor.User actor) {
        return users.findById(actor.id()).orElseThrow().actor();
    }

    /** Not before the new password is sure to hold: until then the file may be the only way in. */
    private void forgetInitialPassword() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                initialPassword.forget();
            }
        });
    }
}
