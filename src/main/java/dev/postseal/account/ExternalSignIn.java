package dev.postseal.account;

import dev.postseal.account.ExternalSignInResult.Reason;
import java.time.Clock;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Signing in to the console by a provider. It says who somebody is and which role they have, each time anew; whoever is not
 * known yet becomes a user. It does NOT ensure that the provider said so: that is for the caller.
 */
@Service
public class ExternalSignIn {
    private static final Logger log = LoggerFactory.getLogger(ExternalSignIn.class);

    private final Users users;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ExternalSignIn(Users users, TransactionTemplate transaction, ApplicationEventPublisher events, Clock clock) {
        this.users = users;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /**
     * @param address the client's, as a literal
     */
    public ExternalSignInResult signIn(ExternalPerson person, String address) {
        ExternalSignInResult result = ScopedValue.where(CurrentActor.ACTING, new Actor.Provider(person.provider()))
                .call(() -> settled(person));
        switch (result) {
            case ExternalSignInResult.Accepted accepted ->
                log.info("User {} signed in by {} from {}", accepted.user().name(), person.provider(), address);
            case ExternalSignInResult.Refused refused ->
                log.warn("Sign-in by {} refused from {}: {}", person.provider(), address, refused.reason());
        }
        return result;
    }

    private ExternalSignInResult settled(ExternalPerson person) {
        try {
            return inTransaction(() -> settle(person));
        } catch (DataIntegrityViolationException meanwhile) {
            // Added at the same moment, by another browser of the same person or as somebody else: who it was is known
            // now.
            return inTransaction(() -> settle(person));
        }
    }

    private ExternalSignInResult inTransaction(Supplier<ExternalSignInResult> decision) {
        return Objects.requireNonNull(transaction.execute(status -> decision.get()));
    }

    private ExternalSignInResult settle(ExternalPerson person) {
        return users.findByIdentityForUpdate(person.identity())
                .map(user -> known(user, person.role()))
                .orElseGet(() -> unknown(person));
    }

    private ExternalSignInResult known(User user, @Nullable Role role) {
        if (user.isDisabled()) {
            return refused(Reason.DISABLED);
        }
        if (role == null) {
            user.endSessions();
            users.update(user);
            publish(AccountChange.Kind.SESSIONS_ENDED, user.details(), user);
            return refused(Reason.NO_ROLE);
        }
        if (user.role() != role) {
            UserDetails before = user.details();
            user.become(role);
            publish(AccountChange.Kind.ORDINARY, before, user);
        }
        user.signedIn(clock.instant());
        users.update(user);
        return new ExternalSignInResult.Accepted(user.actor());
    }

    private ExternalSignInResult unknown(ExternalPerson person) {
        String name = person.name();
        Role role = person.role();
        if (role == null) {
            return refused(Reason.NO_ROLE);
        }
        if (name == null || !UserName.isPossible(name)) {
            return refused(Reason.NO_NAME);
        }
        if (users.findByName(name).isPresent()) {
            return refused(Reason.NAME_TAKEN);
        }
        User user = User.external(name, person.identity(), role, clock.instant());
        user.signedIn(clock.instant());
        users.insert(user);
        publish(AccountChange.Kind.ORDINARY, null, user);
        return new ExternalSignInResult.Accepted(user.actor());
    }

    private void publish(AccountChange.Kind kind, @Nullable UserDetails before, User after) {
        events.publishEvent(new AccountChange.OfUser(kind, before, after.details()));
    }

    private static ExternalSignInResult refused(Reason reason) {
        return new ExternalSignInResult.Refused(reason);
    }
}
