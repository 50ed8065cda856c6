package dev.postseal.delivery;

import dev.postseal.mail.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One recipient's copy of a message, as it stands now.
 *
 * @param envelopeFrom empty for the null sender
 * @param nexthop in Postfix's syntax
 * @param nextAttemptAt null unless it waits for an attempt
 * @param lastReason null before the first attempt
 */
public record Delivery(
        long id,
        String messageId,
        String envelopeFrom,
        String recipient,
        String nexthop,
        DeliveryState state,
        Instant queuedAt,
        @Nullable Instant nextAttemptAt,
        int attemptCount,
        @Nullable Reason lastReason) {}
