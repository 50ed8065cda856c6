package dev.postseal.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/** Rows of {@code api_key}. The keys themselves are not kept, and their hashes never leave the database. */
@Repository
class Keys {
    private static final String COLUMNS =
            "id, name, prefix, role, networks, created_at, created_by, expires_at, last_used_at";
    private static final String SELECT = "select " + COLUMNS + " from api_key ";

    private final JdbcClient jdbc;

    Keys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<KeyDetails> findByHash(byte[] hash) {
        return jdbc.sql(SELECT + "where hash = ?").param(hash).query(Keys::read).optional();
    }

    Optional<KeyDetails> find(UUID id) {
        return jdbc.sql(SELECT + "where id = ?").param(id).query(Keys::read).optional();
    }

    List<KeyDetails> all() {
        return jdbc.sql(SELECT + "order by created_at").query(Keys::read).list();
    }

    boolean isEmpty() {
        return jdbc.sql("select not exists (select from api_key)")
                .query(Boolean.class)
                .single();
    }

    void insert(KeyDetails key, byte[] hash) {
        jdbc.sql("""
                        insert into api_key (id, name, hash, prefix, role, networks, created_at, created_by, expires_at)
                        values (:id, :name, :hash, :prefix, :role, :networks, :createdAt, :createdBy, :expiresAt)""")
                .param("id", key.id())
                .param("name", key.name())
                .param("hash", hash)
                .param("prefix", key.prefix())
                .param("role", key.role().text())
                .param("networks", new SqlArrayValue("text", key.networks().toArray()))
                .param("createdAt", Timestamp.from(key.createdAt()))
                .param("createdBy", key.createdBy())
                .param("expiresAt", Rows.timestamp(key.expiresAt()))
                .update();
    }

    void markUsed(UUID id, Instant now) {
        jdbc.sql("update api_key set last_used_at = ? where id = ?")
                .params(Timestamp.from(now), id)
                .update();
    }

    /** What the key was; empty when there is none. */
    Optional<KeyDetails> delete(UUID id) {
        return jdbc.sql("delete from api_key where id = ? returning " + COLUMNS)
                .param(id)
                .query(Keys::read)
                .optional();
    }

    private static KeyDetails read(ResultSet row, int number) throws SQLException {
        return new KeyDetails(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("prefix"),
                Role.find(row.getString("role")).orElseThrow(),
                List.of((String[]) row.getArray("networks").getArray()),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"),
                Rows.instant(row, "expires_at"),
                Rows.instant(row, "last_used_at"));
    }
}
