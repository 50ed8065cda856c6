package dev.postseal.delivery;

import dev.postseal.policy.Level;
import org.jspecify.annotations.Nullable;

/**
 * Under which policy an attempt was made.
 *
 * @param id of the entry; null for the default policy
 * @param target of the entry; null for the default policy
 * @param level as the entry or the default has it
 * @param effectiveLevel after DANE's rules ({@code dane} without TLSA is {@code may})
 * @param revision of the policy table that was used
 */
public record AppliedPolicy(
        @Nullable String id, @Nullable String target, Level level, Level effectiveLevel, long revision) {}
