package dev.postseal.account;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Signing in to the console. Guessing is slowed down per user, kept in the database for all nodes, and per client address;
 * every refusal takes the same time and looks the same.
 */
@Service
public class SignIn {
    private static final Logger log = LoggerFactory.getLogger(SignIn.class);
    private static final int FREE_FAILURES_PER_ADDRESS = 10;

    private final Users users;
    private final PasswordHashes hashes;
    private final SecondFactorCheck secondFactor;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final AddressThrottle addresses;

    SignIn(
            Users users,
            PasswordHashes hashes,
            SecondFactorCheck secondFactor,
            TransactionTemplate transaction,
            Clock clock) {
        this.users = users;
        this.hashes = hashes;
        this.secondFactor = secondFactor;
        this.transaction = transaction;
        this.clock = clock;
        this.addresses = new AddressThrottle(FREE_FAILURES_PER_ADDRESS, clock);
    }

    /**
     * @param address the client's, as a literal
     */
    public SignInResult attempt(String name, String password, String address) {
        return throttled(address, () -> check(name, password));
    }

    /**
     * The second step, for whom the first one gave {@link SignInResult.CodeNeeded}. A wrong code counts as a wrong password
     * does, and a right password before it forgives nothing.
     *
     * @param code of the authenticator, or one for recovery
     */
    public SignInResult answer(Actor.User half, String code, String address) {
        return throttled(address, () -> inTransaction(() -> settleCode(half, code)));
    }

    private SignInResult throttled(String address, Supplier<SignInResult> attempt) {
        Duration wait = addresses.waitFor(address);
        if (wait.isPositive()) {
            return new SignInResult.Throttled(wait);
        }
        SignInResult result = attempt.get();
        switch (result) {
            case SignInResult.Accepted accepted -> {
                addresses.succeeded(address);
                log.info("User {} signed in from {}", accepted.user().name(), address);
            }
            case SignInResult.Refused ignored -> {
                addresses.failed(address);
                // Not the name: people type their password there.
                log.warn("Sign-in refused from {}", address);
            }
            case SignInResult.CodeNeeded ignored -> {}
            case SignInResult.PasswordExpired ignored -> {}
            case SignInResult.Throttled ignored -> {}
        }
        return result;
    }

    private SignInResult check(String name, String password) {
        Optional<User> user = isPossible(name) ? users.findByName(name) : Optional.empty();
        if (user.isEmpty() || user.get().isDisabled() || user.get().isLockedAt(clock.instant())) {
            hashes.pretend(password);
            return new SignInResult.Refused();
        }
        boolean right = hashes.matches(password, user.get().passwordHash());
        return inTransaction(() -> settle(name, right));
    }

    private SignInResult inTransaction(Supplier<SignInResult> decision) {
        SignInResult result = transaction.execute(status -> decision.get());
        return result == null ? new SignInResult.Refused() : result;
    }

    /** The database refuses to be asked for some of the others. */
    private static boolean isPossible(String name) {
        return name.chars().noneMatch(Character::isISOControl);
    }

    /** The hash was compared outside of the transaction; a lock set meanwhile by other guesses still counts. */
    private SignInResult settle(String name, boolean right) {
        User user = users.findByNameForUpdate(name).orElse(null);
        if (user == null || user.isDisabled() || user.isLockedAt(clock.instant())) {
            return new SignInResult.Refused();
        }
        if (!right) {
            return failed(user);
        }
        if (user.isPasswordExpiredAt(clock.instant())) {
            return new SignInResult.PasswordExpired();
        }
        return user.hasSecondFactor() ? new SignInResult.CodeNeeded(user.actor()) : accepted(user);
    }

    private SignInResult settleCode(Actor.User half, String code) {
        User user = users.findByIdForUpdate(half.id()).orElse(null);
        if (user == null
                || user.isDisabled()
                || user.isLockedAt(clock.instant())
                || !user.actor().equals(half)) {
            return new SignInResult.Refused();
        }
        return secondFactor.takes(user, code) ? accepted(user) : failed(user);
    }

    private SignInResult failed(User user) {
        user.signInFailed(clock.instant());
        users.update(user);
        return new SignInResult.Refused();
    }

    private SignInResult accepted(User user) {
        user.signedIn(clock.instant());
        users.update(user);
        return new SignInResult.Accepted(user.actor(), user.mustChangePassword());
    }
}
