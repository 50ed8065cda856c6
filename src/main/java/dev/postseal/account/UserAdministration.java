package dev.postseal.account;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What administrators decide about users. Whoever is given another role, another password or none ends up without a
 * session; one administrator who can sign in with a password
 * is always left, so that no provider is needed to let people in again.
 */
@Service
public class UserAdministration {
    private final Users users;
    private final PasswordHashes hashes;
    private final RecoveryCodes recovery;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    UserAdministration(
            Users users,
            PasswordHashes hashes,
            RecoveryCodes recovery,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock) {
        this.users = users;
        this.hashes = hashes;
        this.recovery = recovery;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    public List<UserDetails> all() {
        return users.all().stream().map(User::details).toList();
    }

    public Optional<UserDetails> find(UUID id) {
        return users.findById(id).map(User::details);
    }

    /** A user who can sign in once with the password that comes with the result, to choose one of their own. */
    public UserResult create(String name, Role role) {
        if (!UserName.isPossible(name)) {
            return new UserResult.NameNotAllowed();
        }
        if (users.findByName(name).isPresent()) {
            return new UserResult.NameTaken();
        }
        String password = OneTimePasswords.random();
        User user = User.invited(name, hashes.encode(password), role, clock.instant());
        try {
            transaction.executeWithoutResult(status -> {
                users.insert(user);
                publish(AccountChange.Kind.ORDINARY, null, user.details());
            });
        } catch (DataIntegrityViolationException meanwhile) {
            return new UserResult.NameTaken();
        }
        return new UserResult.WithPassword(user.details(), password);
    }

    public UserResult changeRole(UUID id, Role role) {
        return guarded(
                id,
                user -> !role.includes(Role.ADMINISTRATOR),
                ofOurs(user -> apply(user, AccountChange.Kind.ORDINARY, changed -> changed.become(role))));
    }

    public UserResult disable(UUID id) {
        return change(id, user -> true, AccountChange.Kind.ORDINARY, User::disable);
    }

    public UserResult enable(UUID id) {
        return change(id, user -> false, AccountChange.Kind.ORDINARY, User::enable);
    }

    public UserResult endSessions(UUID id) {
        return change(id, user -> false, AccountChange.Kind.SESSIONS_ENDED, User::endSessions);
    }

    /** For whoever forgot theirs: a password for one sign-in, in place of the one they had. */
    public UserResult newPassword(UUID id) {
        String password = OneTimePasswords.random();
        String hash = hashes.encode(password);
        UserResult result = guarded(
                id,
                user -> false,
                ofOurs(user -> apply(
                        user, AccountChange.Kind.PASSWORD, changed -> changed.replacePassword(hash, clock.instant()))));
        return result instanceof UserResult.Done(UserDetails user)
                ? new UserResult.WithPassword(user, password)
                : result;
    }

    /** For whoever has lost the authenticator and the codes for recovery: the password is enough until they set up another. */
    public UserResult resetSecondFactor(UUID id) {
        return guarded(
                id,
                user -> false,
                ofOurs(user -> apply(user, AccountChange.Kind.SECOND_FACTOR_RESET, changed -> {
                    changed.dropSecondFactor();
                    recovery.drop(id);
                })));
    }

    public UserResult delete(UUID id) {
        return guarded(id, user -> true, user -> {
            UserDetails before = user.details();
            users.delete(id);
            publish(AccountChange.Kind.ORDINARY, before, null);
            return new UserResult.Done(before);
        });
    }

    private UserResult change(UUID id, Predicate<User> takesAway, AccountChange.Kind kind, Consumer<User> change) {
        return guarded(id, takesAway, user -> apply(user, kind, change));
    }

    private UserResult apply(User user, AccountChange.Kind kind, Consumer<User> change) {
        UserDetails before = user.details();
        change.accept(user);
        users.update(user);
        publish(kind, before, user.details());
        return new UserResult.Done(user.details());
    }

    /** A decision that is a provider's where a provider says who the user is. */
    private static Decision ofOurs(Decision decision) {
        return user -> user.isExternal() ? new UserResult.External() : decision.about(user);
    }

    private interface Decision {
        UserResult about(User user);
    }

    /** All administrators are locked first: two of them must not take the last rights from each other at once. */
    private UserResult guarded(UUID id, Predicate<User> takesAway, Decision decision) {
        UserResult result = transaction.execute(status -> {
            List<User> administrators = users.findAdministratorsForUpdate();
            User user = users.findByIdForUpdate(id).orElse(null);
            if (user == null) {
                return new UserResult.NotFound();
            }
            boolean last =
                    administrators.size() == 1 && administrators.getFirst().isSameAs(user);
            return last && takesAway.test(user) ? new UserResult.LastAdministrator() : decision.about(user);
        });
        return result == null ? new UserResult.NotFound() : result;
    }

    private void publish(AccountChange.Kind kind, @Nullable UserDetails before, @Nullable UserDetails after) {
        events.publishEvent(new AccountChange.OfUser(kind, before, after));
    }
}
