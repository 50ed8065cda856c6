package dev.postseal.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A program's way in; the key itself is not kept. */
@Entity
@Table(name = "api_key")
@NullUnmarked
class ApiKey {
    @Id
    private UUID id;

    private String name;
    private byte[] hash;
    private String prefix;
    private String role;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> networks;

    private Instant createdAt;
    private String createdBy;
    private @Nullable Instant expiresAt;
    private @Nullable Instant lastUsedAt;

    protected ApiKey() {}

    ApiKey(KeyRequest request, byte[] hash, String prefix, String createdBy, Instant now) {
        this.id = UUID.randomUUID();
        this.name = request.name();
        this.hash = hash.clone();
        this.prefix = prefix;
        this.role = request.role().text();
        this.networks = request.networks();
        this.expiresAt = request.expiresAt();
        this.createdAt = now;
        this.createdBy = createdBy;
    }

    Actor.Key actor() {
        return new Actor.Key(id, name, role());
    }

    private Role role() {
        return Role.find(role).orElseThrow();
    }

    boolean isExpiredAt(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    List<String> networks() {
        return networks;
    }

    @Nullable Instant lastUsedAt() {
        return lastUsedAt;
    }

    KeyDetails details() {
        return new KeyDetails(
                id, name, prefix, role(), List.copyOf(networks), createdAt, createdBy, expiresAt, lastUsedAt);
    }
}
