package dev.postseal.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody who may sign in to the console. What is changed here holds once {@link Users#update} has been called. */
final class User {
    /** So many slips cost nothing; from then on each doubles the wait, up to the longest. */
    private static final int FREE_FAILURES = 4;

    /** Short enough that strangers cannot keep the owner out for long, long enough to make guessing hopeless. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final UUID id;
    private final String name;
    private final Instant createdAt;
    private final @Nullable ExternalIdentity identity;
    private @Nullable String passwordHash;
    private boolean mustChangePassword;
    private Role role;
    private boolean disabled;
    private long credentialsVersion;
    private @Nullable Instant passwordExpiresAt;
    private @Nullable SecondFactor secondFactor;
    private @Nullable Instant lastSignInAt;
    private int failedAttempts;
    private @Nullable Instant lockedUntil;

    User(String name, String passwordHash, boolean mustChangePassword, Role role, Instant now) {
        this.id = UUID.randomUUID();
        this.name = name;
        this.identity = null;
        this.passwordHash = passwordHash;
        this.mustChangePassword = mustChangePassword;
        this.role = role;
        this.createdAt = now;
    }

    private User(String name, ExternalIdentity identity, Role role, Instant now) {
        this.id = UUID.randomUUID();
        this.name = name;
        this.identity = identity;
        this.role = role;
        this.createdAt = now;
    }

    /** Without a password: a provider says who they are. */
    static User external(String name, ExternalIdentity identity, Role role, Instant now) {
        return new User(name, identity, role, now);
    }

    /** With a password that somebody else made. */
    static User invited(String name, String passwordHash, Role role, Instant now) {
        User user = new User(name, passwordHash, true, role, now);
        user.passwordExpiresAt = now.plus(OneTimePasswords.LIFE);
        return user;
    }

    User(ResultSet row) throws SQLException {
        this.id = row.getObject("id", UUID.class);
        this.name = row.getString("name");
        String issuer = row.getString("external_issuer");
        this.identity = issuer == null ? null : new ExternalIdentity(issuer, row.getString("external_subject"));
        this.passwordHash = row.getString("password_hash");
        this.mustChangePassword = row.getBoolean("must_change_password");
        this.role = Role.find(row.getString("role")).orElseThrow();
        this.disabled = row.getBoolean("disabled");
        this.credentialsVersion = row.getLong("credentials_version");
        this.createdAt = row.getTimestamp("created_at").toInstant();
        this.passwordExpiresAt = Rows.instant(row, "password_expires_at");
        byte[] secret = row.getBytes("totp_secret");
        this.secondFactor = secret == null ? null : new SecondFactor(secret, row.getLong("totp_step"));
        this.lastSignInAt = Rows.instant(row, "last_sign_in_at");
        this.failedAttempts = row.getInt("failed_attempts");
        this.lockedUntil = Rows.instant(row, "locked_until");
    }

    /** For the statements of {@link Users}, by the names of their parameters. */
    Map<String, @Nullable Object> columns() {
        var columns = new HashMap<String, @Nullable Object>();
        columns.put("id", id);
        columns.put("name", name);
        columns.put("issuer", identity == null ? null : identity.issuer());
        columns.put("subject", identity == null ? null : identity.subject());
        columns.put("passwordHash", passwordHash);
        columns.put("mustChangePassword", mustChangePassword);
        columns.put("role", role.text());
        columns.put("disabled", disabled);
        columns.put("credentialsVersion", credentialsVersion);
        columns.put("createdAt", Timestamp.from(createdAt));
        columns.put("passwordExpiresAt", Rows.timestamp(passwordExpiresAt));
        columns.put("totpSecret", secondFactor == null ? null : secondFactor.secret());
        columns.put("totpStep", secondFactor == null ? null : secondFactor.lastStep());
        columns.put("lastSignInAt", Rows.timestamp(lastSignInAt));
        columns.put("failedAttempts", failedAttempts);
        columns.put("lockedUntil", Rows.timestamp(lockedUntil));
        return columns;
    }

    Actor.User actor() {
        return new Actor.User(id, name, credentialsVersion, role);
    }

    UserDetails details() {
        return new UserDetails(
                id,
                name,
                role,
                disabled,
                mustChangePassword,
                passwordExpiresAt,
                secondFactor != null,
                isExternal(),
                createdAt,
                lastSignInAt);
    }

    UUID id() {
        return id;
    }

    boolean isSameAs(User other) {
        return id.equals(other.id);
    }

    boolean isDisabled() {
        return disabled;
    }

    String name() {
        return name;
    }

    Role role() {
        return role;
    }

    /** Whether a provider says who they are. */
    boolean isExternal() {
        return identity != null;
    }

    /** Null: there is no password that opens anything. */
    @Nullable String passwordHash() {
        return passwordHash;
    }

    boolean mustChangePassword() {
        return mustChangePassword;
    }

    boolean isPasswordExpiredAt(Instant now) {
        return passwordExpiresAt != null && !now.isBefore(passwordExpiresAt);
    }

    boolean hasSecondFactor() {
        return secondFactor != null;
    }

    /** Whether the code is right and was not taken before; from now on it was. */
    boolean takeCode(String code, Instant now) {
        Optional<SecondFactor> after = secondFactor == null ? Optional.empty() : secondFactor.after(code, now);
        after.ifPresent(taken -> secondFactor = taken);
        return after.isPresent();
    }

    void turnOnSecondFactor(SecondFactor factor) {
        this.secondFactor = factor;
        endSessions();
    }

    void dropSecondFactor() {
        this.secondFactor = null;
        endSessions();
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
        this.passwordExpiresAt = null;
        forgetFailures();
        endSessions();
    }

    /** By one that somebody else made: until it expires, it opens nothing but the page to choose another. */
    void replacePassword(String hash, Instant now) {
        changePassword(hash);
        this.mustChangePassword = true;
        this.passwordExpiresAt = now.plus(OneTimePasswords.LIFE);
    }

    void become(Role other) {
        this.role = other;
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
