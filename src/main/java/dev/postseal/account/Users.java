package dev.postseal.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Rows of {@code account_user}. Whoever changes a user reads them by one of the methods that lock, in the transaction that
 * calls {@link #update}: otherwise a change made meanwhile would be lost.
 */
@Repository
class Users {
    private static final String SELECT = "select * from account_user ";
    private static final String LOCKED = " for update";

    private final JdbcClient jdbc;

    Users(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<User> findById(UUID id) {
        return byId(id, "");
    }

    Optional<User> findByIdForUpdate(UUID id) {
        return byId(id, LOCKED);
    }

    Optional<User> findByName(String name) {
        return byName(name, "");
    }

    /** Held until the transaction ends, so that guesses made at once are counted one after the other. */
    Optional<User> findByNameForUpdate(String name) {
        return byName(name, LOCKED);
    }

    Optional<User> findByIdentityForUpdate(ExternalIdentity identity) {
        return jdbc.sql(SELECT + "where external_issuer = ? and external_subject = ?" + LOCKED)
                .params(identity.issuer(), identity.subject())
                .query(Users::read)
                .optional();
    }

    List<User> all() {
        return jdbc.sql(SELECT + "order by name").query(Users::read).list();
    }

    /**
     * Who can decide about users without anybody outside having to agree, held until the transaction ends: those with a
     * password.
     */
    List<User> findAdministratorsForUpdate() {
        return jdbc.sql(SELECT + "where role = 'administrator' and not disabled and external_issuer is null order by id"
                        + LOCKED)
                .query(Users::read)
                .list();
    }

    boolean isEmpty() {
        return jdbc.sql("select not exists (select from account_user)")
                .query(Boolean.class)
                .single();
    }

    /** @throws org.springframework.dao.DuplicateKeyException when somebody has this name, in whatever case, or this identity */
    void insert(User user) {
        jdbc.sql("""
                        insert into account_user (id, name, external_issuer, external_subject, password_hash, must_change_password, role, disabled,
                            credentials_version, created_at, password_expires_at, totp_secret, totp_step,
                            last_sign_in_at, failed_attempts, locked_until)
                        values (:id, :name, :issuer, :subject, :passwordHash, :mustChangePassword, :role, :disabled,
                            :credentialsVersion, :createdAt, :passwordExpiresAt, :totpSecret, :totpStep,
                            :lastSignInAt, :failedAttempts, :lockedUntil)""").params(user.columns()).update();
    }

    void update(User user) {
        jdbc.sql("""
                        update account_user set password_hash = :passwordHash,
                            must_change_password = :mustChangePassword, role = :role, disabled = :disabled,
                            credentials_version = :credentialsVersion, password_expires_at = :passwordExpiresAt,
                            totp_secret = :totpSecret, totp_step = :totpStep, last_sign_in_at = :lastSignInAt,
                            failed_attempts = :failedAttempts, locked_until = :lockedUntil
                        where id = :id""").params(user.columns()).update();
    }

    void delete(UUID id) {
        jdbc.sql("delete from account_user where id = ?").param(id).update();
    }

    private Optional<User> byId(UUID id, String lock) {
        return jdbc.sql(SELECT + "where id = ?" + lock)
                .param(id)
                .query(Users::read)
                .optional();
    }

    private Optional<User> byName(String name, String lock) {
        return jdbc.sql(SELECT + "where lower(name) = lower(?)" + lock)
                .param(name)
                .query(Users::read)
                .optional();
    }

    private static User read(ResultSet row, int number) throws SQLException {
        return new User(row);
    }
}
