package dev.postseal.delivery;

import java.util.List;

/**
 * A delivery and all that was tried for it.
 *
 * @param attempts oldest first
 */
public record DeliveryWithAttempts(Delivery delivery, List<Attempt> attempts) {
    public DeliveryWithAttempts {
        attempts = List.copyOf(attempts);
    }
}
