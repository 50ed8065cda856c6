package dev.postseal.delivery;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The queue and its history, as administrators see them and act on them. Each act is one guarded change of state. */
public interface Deliveries {
    DeliveryPage find(DeliveryQuery query);

    Optional<DeliveryWithAttempts> get(long id);

    /**
     * What the attempts that delivered these proved, by id: {@link TlsRecord#security()}, or {@code none} without TLS.
     * Those that were not delivered are left out.
     */
    Map<Long, String> proofs(List<Delivery> deliveries);

    /** Each act from the states that {@link DeliveryAct} has for it. */
    ActionResult act(DeliveryAct act, long id);

    /** Attempts it now. */
    default ActionResult retry(long id) {
        return act(DeliveryAct.RETRY, id);
    }

    /** Keeps it back. */
    default ActionResult hold(long id) {
        return act(DeliveryAct.HOLD, id);
    }

    /** Lets it go on now. */
    default ActionResult release(long id) {
        return act(DeliveryAct.RELEASE, id);
    }

    /** Gives it up and tells the sender. */
    default ActionResult bounce(long id) {
        return act(DeliveryAct.BOUNCE, id);
    }

    /** Removes it without a trace in the history and without telling anyone. */
    default ActionResult delete(long id) {
        return act(DeliveryAct.DELETE, id);
    }

    /** The newest ids of what a query finds, whatever its page and size; at most {@link DeliveryPage#COUNT_LIMIT}. */
    List<Long> ids(DeliveryQuery query);

    /** Whether a query, whatever its page and size, finds deliveries that were accepted after this one. */
    boolean hasNewer(DeliveryQuery query, long id);

    /** Those that are still there, newest first. */
    List<Delivery> find(Collection<Long> ids);

    /** How many of these the act is possible for at this moment. */
    int countPossible(DeliveryAct act, Collection<Long> ids);

    /**
     * Does it with each of these for which it is possible, as the act on one does, all in one transaction with one
     * {@link QueueChange}; the others stay as they are.
     *
     * @param found by what they were found; null: they were named
     * @return with how many it was done
     */
    int act(DeliveryAct act, Collection<Long> ids, @Nullable DeliveryQuery found);
}
