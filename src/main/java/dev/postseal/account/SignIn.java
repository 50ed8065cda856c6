package dev.postseal.account;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
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
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final AddressThrottle addresses;

    SignIn(Users users, PasswordHashes hashes, TransactionTemplate transaction, Clock clock) {
        this.users = users;
        this.hashes = hashes;
        this.transaction = transaction;
        this.clock = clock;
        this.addresses = new AddressThrottle(FREE_FAILURES_PER_ADDRESS, clock);
    }

    /**
     * @param address the client's, as a literal
     */
    public SignInResult attempt(String name, String password, String address) {
        Duration wait = addresses.waitFor(address);
        if (wait.isPositive()) {
            return new SignInResult.Throttled(wait);
        }
        SignInResult result = check(name, password);
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
        return transaction.execute(status -> settle(name, right));
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
            user.signInFailed(clock.instant());
            users.update(user);
            return new SignInResult.Refused();
        }
        user.signedIn(clock.instant());
        users.update(user);
        return new SignInResult.Accepted(user.actor(), user.mustChangePassword());
    }
}
