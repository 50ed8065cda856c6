package dev.postseal.delivery;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The queue and its history, as administrators see them and act on them. Each act is one guarded change of state. */
public interface Deliveries {
    DeliveryPage find(DeliveryQuery query);

    Optional<DeliveryWithAttempts> get(long id);

    /**
     * What the attempts that delivered these proved, by id: {@link TlsRecord#security()}, or {@code none} without TLS.
     * Those that were not delivered are left out.
     */
    Map<Long, String> proofs(List<Delivery> deliveries);

    /** Attempts it now: what is queued or deferred. */
    ActionResult retry(long id);

    /** Keeps it back: what is queued or deferred. */
    ActionResult hold(long id);

    /** Lets it go on now: what is held. */
    ActionResult release(long id);

    /** Gives it up and tells the sender: what is queued, deferred or held. */
    ActionResult bounce(long id);

    /** Removes it without a trace and without telling anyone: all but what is being delivered just now. */
    ActionResult delete(long id);

    /** The newest ids of what a query finds, whatever its page and size; at most {@link DeliveryPage#COUNT_LIMIT}. */
    List<Long> ids(DeliveryQuery query);

    /** Whether a query, whatever its page and size, finds deliveries that were accepted after this one. */
    boolean hasNewer(DeliveryQuery query, long id);

    /** Those that are still there, newest first. */
    List<Delivery> find(Collection<Long> ids);

    /** How many of these the act is possible for at this moment. */
    int countPossible(DeliveryAct act, Collection<Long> ids);

    /**
     * Does it with each of these for which it is possible, as the act on one does; the others stay as they are. When the
     * database fails half way, the first part is done.
     *
     * @return with how many it was done
     */
    int act(DeliveryAct act, Collection<Long> ids);
}
