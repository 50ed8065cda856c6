package dev.postseal.delivery;

import dev.postseal.delivery.ActionResult.Done;
import dev.postseal.delivery.ActionResult.NotAllowed;
import dev.postseal.delivery.ActionResult.NotFound;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The queue as administrators see it; each act is one transaction, published before it ends. */
@Component
class StoredDeliveries implements Deliveries {
    private final TransactionTemplate transaction;
    private final DeliverySearch search;
    private final QueueActs acts;
    private final QueueSignal signal;
    private final ApplicationEventPublisher events;

    StoredDeliveries(
            TransactionTemplate transaction,
            DeliverySearch search,
            QueueActs acts,
            QueueSignal signal,
            ApplicationEventPublisher events) {
        this.transaction = transaction;
        this.search = search;
        this.acts = acts;
        this.signal = signal;
        this.events = events;
    }

    @Override
    public DeliveryPage find(DeliveryQuery query) {
        return search.find(query);
    }

    @Override
    public Optional<DeliveryWithAttempts> get(long id) {
        return search.get(id);
    }

    @Override
    public Map<Long, String> proofs(List<Delivery> deliveries) {
        return search.proofs(deliveries);
    }

    @Override
    public List<Long> ids(DeliveryQuery query) {
        return search.ids(query, DeliveryPage.COUNT_LIMIT);
    }

    @Override
    public boolean hasNewer(DeliveryQuery query, long id) {
        return search.hasNewer(query, id);
    }

    @Override
    public List<Delivery> find(Collection<Long> ids) {
        return search.byIds(ids);
    }

    @Override
    public int countPossible(DeliveryAct act, Collection<Long> ids) {
        return acts.countPossible(act, ids);
    }

    @Override
    public ActionResult act(DeliveryAct act, long id) {
        ActionResult result = Objects.requireNonNull(transaction.execute(status -> carryOut(act, id)));
        if (result instanceof Done) {
            signal.raise();
        }
        return result;
    }

    @Override
    public int act(DeliveryAct act, Collection<Long> ids, @Nullable DeliveryQuery found) {
        int done = Objects.requireNonNull(transaction.execute(status -> carryOut(act, ids, found)));
        if (done > 0) {
            signal.raise();
        }
        return done;
    }

    private int carryOut(DeliveryAct act, Collection<Long> ids, @Nullable DeliveryQuery found) {
        List<Long> locked = acts.lock(act, ids);
        if (!locked.isEmpty()) {
            carryOutLocked(act, locked, found);
        }
        return locked.size();
    }

    /** What a refusal names is the state for which it was refused. */
    private ActionResult carryOut(DeliveryAct act, long id) {
        Optional<DeliveryState> state = acts.lock(act, id);
        if (state.isEmpty()) {
            return new NotFound();
        }
        if (!act.isPossible(state.get())) {
            return new NotAllowed(state.get());
        }
        carryOutLocked(act, List.of(id), null);
        return new Done();
    }

    private void carryOutLocked(DeliveryAct act, List<Long> locked, @Nullable DeliveryQuery found) {
        Delivery before = only(locked);
        acts.carryOut(act, locked);
        events.publishEvent(new QueueChange(act, locked, found, before, only(locked)));
    }

    private @Nullable Delivery only(List<Long> ids) {
        return ids.size() == 1 ? search.byIds(ids).stream().findFirst().orElse(null) : null;
    }
}
