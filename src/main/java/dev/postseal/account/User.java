package dev.postseal.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** Somebody who may sign in to the console. */
@Entity
@Table(name = "account_user")
@NullUnmarked
class User {
    /** So many slips cost nothing; from then on each doubles the wait, up to the longest. */
    private static final int FREE_FAILURES = 4;

    /** Short enough that strangers cannot keep the owner out for long, long enough to make guessing hopeless. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    @Id
    private UUID id;

    private String name;
    private String passwordHash;
    private boolean mustChangePassword;
    private String role;
    private boolean disabled;
    private long credentialsVersion;
    private Instant createdAt;
    private @Nullable Instant lastSignInAt;
    private int failedAttempts;
    private @Nullable Instant lockedUntil;

    protected User() {}

    User(String name, String passwordHash, boolean mustChangePassword, Role role, Instant now) {
        this.id = UUID.randomUUID();
        this.name = name;
        this.passwordHash = passwordHash;
        this.mustChangePassword = mustChangePassword;
        this.role = role.text();
        this.createdAt = now;
    }

    Actor.User actor() {
        return new Actor.User(id, name, credentialsVersion, role());
    }

    UserDetails details() {
        return new UserDetails(id, name, role(), disabled, mustChangePassword, createdAt, lastSignInAt);
    }

    private Role role() {
        return Role.find(role).orElseThrow();
    }

    boolean isDisabled() {
        return disabled;
    }

    String name() {
        return name;
    }

    String passwordHash() {
        return passwordHash;
    }

    boolean mustChangePassword() {
        return mustChangePassword;
    }

    boolean isLockedAt(Instant now) {
        return lockedUntil != null && now.isBefore(lockedUntil);
    }

    void signInFailed(Instant now) {
        failedAttempts++;
        if (failedAttempts > FREE_FAILURES) {
            lockedUntil = now.plus(GrowingDelay.after(failedAttempts - FREE_FAILURES, LONGEST_WAIT));
        }
    }

    void signedIn(Instant now) {
        lastSignInAt = now;
        forgetFailures();
    }

    private void forgetFailures() {
        failedAttempts = 0;
        lockedUntil = null;
    }

    void changePassword(String hash) {
        this.passwordHash = hash;
        this.mustChangePassword = false;
        forgetFailures();
        endSessions();
    }

    /** By one that somebody else made: it opens nothing but the page to choose another. */
    void replacePassword(String hash) {
        changePassword(hash);
        this.mustChangePassword = true;
    }

    void become(Role other) {
        this.role = other.text();
        endSessions();
    }

    void disable() {
        this.disabled = true;
        endSessions();
    }

    void enable() {
        this.disabled = false;
        forgetFailures();
    }

    void endSessions() {
        this.credentialsVersion++;
    }
}
