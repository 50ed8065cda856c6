package dev.postseal.account;

import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the first user and the first API key before the first request can come in. Several nodes may start at once on an
 * empty database: one of them makes them, the others wait for it.
 */
@Component
public class InitialAccounts implements SmartInitializingSingleton {
    static final String ADMIN = "admin";

    /** Any number will do, if nothing else uses it. */
    private static final long ADVISORY_LOCK = 0x706f_7374_7365_616cL;

    private final Users users;
    private final PasswordHashes hashes;
    private final ApiKeys keys;
    private final InitialPasswordFile file;
    private final AccountProperties properties;
    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private volatile @Nullable String justGenerated;

    InitialAccounts(
            Users users,
            PasswordHashes hashes,
            ApiKeys keys,
            InitialPasswordFile file,
            AccountProperties properties,
            JdbcClient database,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock) {
        this.users = users;
        this.hashes = hashes;
        this.keys = keys;
        this.file = file;
        this.properties = properties;
        this.database = database;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public void afterSingletonsInstantiated() {
        transaction.executeWithoutResult(status -> {
            database.sql("SELECT pg_advisory_xact_lock(?)").param(ADVISORY_LOCK).query(rows -> {});
            if (users.isEmpty()) {
                createAdmin();
            }
            String initialKey = properties.api().initialKey();
            if (initialKey != null) {
                keys.createFirst(initialKey);
            }
        });
    }

    private void createAdmin() {
        String given = properties.admin().initialPassword();
        String password = given != null ? given : OneTimePasswords.random();
        if (given == null) {
            // Before the commit: a user whose password nobody can read would lock everybody out.
            file.write(password);
            justGenerated = password;
        }
        User admin = new User(ADMIN, hashes.encode(password), given == null, Role.ADMINISTRATOR, clock.instant());
        users.insert(admin);
        events.publishEvent(new AccountChange.OfUser(AccountChange.Kind.ORDINARY, null, admin.details()));
    }

    /**
     * How the first user signs in, as long as they have not chosen a password of their own; asked once, when the product is
     * ready. A password made at this start is named this one time.
     */
    public Optional<String> passwordHint() {
        String generated = justGenerated;
        justGenerated = null;
        if (generated != null) {
            return Optional.of(generated + " (also in " + file.path() + ", to be changed at first sign-in)");
        }
        boolean initial = users.findByName(ADMIN).map(User::mustChangePassword).orElse(false);
        if (!initial) {
            return Optional.empty();
        }
        return Optional.of(
                file.exists()
                        ? "in " + file.path()
                        : "in initial-admin-password, in the data directory of the first node");
    }
}
