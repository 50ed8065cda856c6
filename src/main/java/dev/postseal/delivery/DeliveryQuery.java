package dev.postseal.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries to show; null means any, and all that is given must hold.
 *
 * @param recipient the whole address or its beginning, case does not matter
 * @param sender the whole envelope sender or its beginning, case does not matter
 * @param domain of the recipient, exactly, case does not matter
 * @param nexthop exactly, case does not matter
 * @param since accepted then or later
 * @param until accepted before then
 * @param page from 0
 * @param size 1 to 500
 */
public record DeliveryQuery(
        @Nullable String recipient,
        @Nullable String sender,
        @Nullable String domain,
        @Nullable String nexthop,
        @Nullable DeliveryState state,
        @Nullable String messageId,
        @Nullable Instant since,
        @Nullable Instant until,
        int page,
        int size) {
    public static final int MAX_SIZE = 500;

    public DeliveryQuery {
        if (page < 0 || size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException("page " + page + " of size " + size);
        }
    }

    public DeliveryQuery(
            @Nullable String recipient,
            @Nullable String nexthop,
            @Nullable DeliveryState state,
            @Nullable String messageId,
            int page,
            int size) {
        this(recipient, null, null, nexthop, state, messageId, null, null, page, size);
    }

    /** All deliveries. */
    public static DeliveryQuery all(int page, int size) {
        return new DeliveryQuery(null, null, null, null, page, size);
    }
}
