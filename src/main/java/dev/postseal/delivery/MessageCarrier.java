package dev.postseal.delivery;

import dev.postseal.mail.NextHop;
import java.util.List;

/**
 * Makes one attempt to carry a message to a next hop. Called on a thread that nobody else waits for, while this node holds
 * the leases of these recipients; it may block as long as its own timeouts permit. Concurrency is already limited by the
 * queue.
 *
 * <p>Every failure that is part of the job is an outcome, never an exception. An exception (a defect) is recorded as
 * deferred with {@code delivery.internal-error}. An interrupt means that this node stops: end soon, leave out of the
 * result whoever has no final outcome, and never leave out a recipient for whom the server has accepted the message.
 */
@FunctionalInterface
public interface MessageCarrier {
    /**
     * @param recipients of this one next hop, at least one, at most 100
     */
    CarryResult carry(OutgoingMessage message, NextHop nextHop, List<Recipient> recipients);
}
