package dev.postseal.account;

import org.jspecify.annotations.Nullable;

/** Published inside the transaction that makes the change, so that a listener's own writes stand or fall with it. */
public sealed interface AccountChange {
    /** What happened to a user beyond what can be seen of them. */
    enum Kind {
        ORDINARY,
        PASSWORD,
        SESSIONS_ENDED,
        SECOND_FACTOR_ON,
        SECOND_FACTOR_OFF,
        /** Somebody else took it away, for a user who has lost it. */
        SECOND_FACTOR_RESET
    }

    /**
     * @param before null: the user is new
     * @param after null: the user is gone
     */
    record OfUser(
            Kind kind,
            @Nullable UserDetails before,
            @Nullable UserDetails after) implements AccountChange {}

    /**
     * @param before null: the key is new
     * @param after null: it is revoked
     */
    record OfKey(@Nullable KeyDetails before, @Nullable KeyDetails after) implements AccountChange {}
}
