package dev.postseal.delivery;

import dev.postseal.mail.EmailAddress;

/**
 * One recipient of a message that is carried.
 *
 * @param deliveryId the queue's id of this recipient's copy
 * @param attempt number of the attempt now made, 1 for the first
 */
public record Recipient(long deliveryId, EmailAddress address, int attempt) {}
