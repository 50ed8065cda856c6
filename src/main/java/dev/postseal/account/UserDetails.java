package dev.postseal.account;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user as administrators see them.
 *
 * @param disabled may not sign in
 * @param mustChangePassword was given a password that opens nothing but the page to choose one
 * @param passwordExpiresAt when that password stops opening even this; null: never
 * @param secondFactor is asked for a code after the password
 * @param external signs in by a provider, which decides about the role; has neither password nor second factor here
 * @param lastSignInAt null: never, as far as is known
 */
public record UserDetails(
        UUID id,
        String name,
        Role role,
        boolean disabled,
        boolean mustChangePassword,
        @Nullable Instant passwordExpiresAt,
        boolean secondFactor,
        boolean external,
        Instant createdAt,
        @Nullable Instant lastSignInAt) {}
