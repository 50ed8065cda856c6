package dev.postseal.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry as somebody typed it, not yet checked.
 *
 * @param target any spelling of what Postfix looks up, also with U-labels
 * @param policy a level's name
 * @param parameters attributes in Postfix's syntax
 * @param expiresAt from then on the entry no longer applies; null: it stays
 */
public record PolicyDraft(
        String target,
        String policy,
        String parameters,
        boolean active,
        String reason,
        String owner,
        @Nullable Instant expiresAt) {}
