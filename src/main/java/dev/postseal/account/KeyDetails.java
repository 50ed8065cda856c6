package dev.postseal.account;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key as it is shown.
 *
 * @param prefix its first characters, to tell it from others
 * @param networks CIDR blocks it may be used from; empty: from anywhere
 * @param lastUsedAt to the minute
 */
public record KeyDetails(
        UUID id,
        String name,
        String prefix,
        Role role,
        List<String> networks,
        Instant createdAt,
        String createdBy,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt) {
    Actor.Key actor() {
        return new Actor.Key(id, name, role);
    }

    boolean isExpiredAt(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }
}
