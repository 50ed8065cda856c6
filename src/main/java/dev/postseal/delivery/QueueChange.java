package dev.postseal.delivery;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Published once for an administrator's act on the queue, inside the transaction that makes it: a listener's own writes
 * stand or fall with the act.
 *
 * @param done ids of those with which it was done, at least one
 * @param found by what they were found; null: they were named
 * @param before the one as it was; null: there are several
 * @param after the one as it is; null: it is gone, or there are several
 */
public record QueueChange(
        DeliveryAct act,
        List<Long> done,
        @Nullable DeliveryQuery found,
        @Nullable Delivery before,
        @Nullable Delivery after) {
    public QueueChange {
        done = List.copyOf(done);
    }
}
