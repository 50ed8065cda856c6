package dev.postseal.audit;

import dev.postseal.delivery.DeliveryQuery;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A filter of deliveries as {@code domain=partner.example state=deferred}, by the names that addresses have for its parts. */
final class FilterText {
    private FilterText() {}

    static String of(DeliveryQuery query) {
        var text = new StringJoiner(" ");
        add(text, "recipient", query.recipient());
        add(text, "sender", query.sender());
        add(text, "domain", query.domain());
        add(text, "nexthop", query.nexthop());
        add(text, "state", query.state() == null ? null : query.state().text());
        add(text, "messageId", query.messageId());
        add(text, "from", query.since());
        add(text, "to", query.until());
        return text.toString();
    }

    private static void add(StringJoiner text, String name, @Nullable Object value) {
        if (value != null) {
            text.add(name + "=" + value);
        }
    }
}
