package dev.postseal.delivery;

import dev.postseal.mail.EmailAddress;
import dev.postseal.mail.EnhancedStatus;
import dev.postseal.mail.Reason;
import dev.postseal.mail.SmtpReply;
import org.jspecify.annotations.Nullable;

/**
 * What the sender is told about one recipient.
 *
 * @param status of class 5
 * @param expired whether it is given up because the queue lifetime is over
 * @param host that said so; null when none did
 */
record FailedRecipient(
        EmailAddress address,
        EnhancedStatus status,
        Reason reason,
        boolean expired,
        @Nullable String host,
        @Nullable SmtpReply reply) {}
