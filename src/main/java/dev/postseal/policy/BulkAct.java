package dev.postseal.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What can be done to many entries at once. */
public sealed interface BulkAct {
    /** Switches entries on or off. */
    record Switch(boolean active) implements BulkAct {}

    /**
     * Sets the time from which entries no longer apply.
     *
     * @param at null: they stay
     */
    record Expire(@Nullable Instant at) implements BulkAct {}

    /**
     * Names whom to ask.
     *
     * @param owner as typed
     */
    record Assign(String owner) implements BulkAct {}

    /** Removes entries. */
    record Delete() implements BulkAct {}
}
