package dev.postseal.policy;

import org.jspecify.annotations.Nullable;

/**
 * Published inside the transaction that makes the change, so that a listener's own writes stand or fall with it.
 *
 * @param before null: the entry is new
 * @param after null: the entry is gone
 * @param actor who did it
 */
public record PolicyChange(
        @Nullable PolicyEntry before, @Nullable PolicyEntry after, String actor) {}
