package dev.postseal.account;

import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What users do with their own accounts. */
@Service
public class Accounts {
    private final Users users;
    private final PasswordHashes hashes;
    private final InitialPasswordFile initialPassword;
    private final Clock clock;

    Accounts(Users users, PasswordHashes hashes, InitialPasswordFile initialPassword, Clock clock) {
        this.users = users;
        this.hashes = hashes;
        this.initialPassword = initialPassword;
        this.clock = clock;
    }

    /**
     * Changes the user's password. A wrong current password counts as a failed sign-in, so that an unattended session is no
     * way round the limits.
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
            return Optional.of(PasswordProblem.CURRENT_WRONG);
        }
        Optional<PasswordProblem> problem = PasswordRules.problemWith(wanted, user.name());
        if (problem.isPresent()) {
            return problem;
        }
        if (wanted.equals(current)) {
            return Optional.of(PasswordProblem.UNCHANGED);
        }
        user.changePassword(hashes.encode(wanted));
        user.signedIn();
        initialPassword.forget();
        return Optional.empty();
    }

    /** Whether the console may show the user nothing but the page to change the password. */
    @Transactional(readOnly = true)
    public boolean mustChangePassword(Actor.User actor) {
        return users.findById(actor.id()).map(User::mustChangePassword).orElse(true);
    }

    /** The language chosen in the console; empty: the browser's. */
    @Transactional(readOnly = true)
    public Optional<Locale> localeOf(Actor.User actor) {
        return users.findById(actor.id())
                .flatMap(user -> Optional.ofNullable(user.locale()))
                .map(Locale::forLanguageTag);
    }

    /** Remembers the language; empty: go by the browser. */
    @Transactional
    public void chooseLocale(Actor.User actor, Optional<Locale> locale) {
        users.findById(actor.id())
                .orElseThrow()
                .chooseLocale(locale.map(Locale::toLanguageTag).orElse(null));
    }
}
