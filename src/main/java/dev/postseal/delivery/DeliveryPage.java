package dev.postseal.delivery;

import java.util.List;

/**
 * Deliveries, newest first.
 *
 * @param total how many there are in all; counted up to {@link #COUNT_LIMIT}, which then means "at least"
 */
public record DeliveryPage(List<Delivery> items, int page, int size, long total) {
    /** Counting further would cost more than anyone gains from the figure. */
    public static final int COUNT_LIMIT = 10_000;

    public DeliveryPage {
        items = List.copyOf(items);
    }
}
