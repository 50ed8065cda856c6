package dev.postseal.delivery;

import dev.postseal.mail.EmailAddress;
import java.util.List;

/**
 * A message for which we have taken responsibility.
 *
 * @param messageId our id of the message, also in its Received header; not its Message-ID field
 */
public record Accepted(String messageId, List<AcceptedDelivery> deliveries) {
    public Accepted {
        deliveries = List.copyOf(deliveries);
    }

    /** One recipient's copy. */
    public record AcceptedDelivery(long id, EmailAddress recipient) {}
}
