package dev.postseal.audit;

import dev.postseal.delivery.Delivery;
import dev.postseal.delivery.DeliveryAct;
import dev.postseal.delivery.QueueChange;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Records what administrators do with the queue: one record for each act, however many deliveries it is done with. */
@Component
class QueueAudit {
    private final AuditLog log;
    private final JsonMapper json;

    QueueAudit(AuditLog log, JsonMapper json) {
        this.log = log;
        this.json = json;
    }

    /** Of one delivery; fields are only ever added. */
    private record DeliveryFields(
            String messageId,
            String sender,
            String recipient,
            String nexthop,
            String state,
            @Nullable String nextAttemptAt) {
        static DeliveryFields of(Delivery delivery) {
            Instant next = delivery.nextAttemptAt();
            return new DeliveryFields(
                    delivery.messageId(),
                    delivery.envelopeFrom(),
                    delivery.recipient(),
                    delivery.nexthop(),
                    delivery.state().text(),
                    next == null ? null : next.toString());
        }
    }

    /**
     * Of several; fields are only ever added.
     *
     * @param deliveries their ids, see {@link IdRanges}
     * @param filter by which they were found, see {@link FilterText}; empty: they were named
     */
    private record SelectionFields(int number, String deliveries, String filter) {}

    @EventListener
    void record(QueueChange change) {
        Delivery before = change.before();
        log.append(log.who(), List.of(before == null ? ofMany(change) : ofOne(change, before)));
    }

    private Line ofOne(QueueChange change, Delivery before) {
        Delivery after = change.after();
        return new Line(
                Subject.DELIVERY,
                act(change.act()),
                String.valueOf(before.id()),
                before.recipient(),
                before.messageId(),
                text(before),
                after == null ? null : text(after));
    }

    private String text(Delivery delivery) {
        return json.writeValueAsString(DeliveryFields.of(delivery));
    }

    private Line ofMany(QueueChange change) {
        int number = change.done().size();
        String filter = change.found() == null ? "" : FilterText.of(Objects.requireNonNull(change.found()));
        String fields = json.writeValueAsString(new SelectionFields(number, IdRanges.text(change.done()), filter));
        return new Line(Subject.DELIVERY, act(change.act()), "", number + " deliveries", filter, null, fields);
    }

    private static Act act(DeliveryAct act) {
        return switch (act) {
            case RETRY -> Act.RETRIED;
            case HOLD -> Act.HELD;
            case RELEASE -> Act.RELEASED;
            case BOUNCE -> Act.BOUNCED;
            case DELETE -> Act.DELETED;
        };
    }
}
