package dev.postseal.web.deliveries;

import dev.postseal.delivery.DeliveryQuery;
import dev.postseal.delivery.DeliveryState;
import dev.postseal.web.layout.ListUrl;
import dev.postseal.web.layout.Pages;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which deliveries to list, as the address says it; what makes no sense there counts as not said. */
record DeliveryListUrl(
        @Nullable String recipient,
        @Nullable String nexthop,
        @Nullable String state,
        @Nullable String messageId,
        @Nullable String page) {

    DeliveryListUrl {
        recipient = text(recipient);
        nexthop = text(nexthop);
        state = DeliveryState.find(text(state)).map(DeliveryState::text).orElse("");
        messageId = text(messageId);
        page = text(page);
    }

    DeliveryQuery query() {
        return query(ListUrl.pageFrom0(text(page)));
    }

    /** @param number of another page, from 0 */
    DeliveryQuery query(int number) {
        return new DeliveryQuery(
                orNull(recipient),
                orNull(nexthop),
                DeliveryState.find(text(state)).orElse(null),
                orNull(messageId),
                number,
                Pages.SIZE);
    }

    ListUrl url() {
        return ListUrl.of("/deliveries")
                .with("recipient", text(recipient))
                .with("nexthop", text(nexthop))
                .with("state", text(state))
                .with("messageId", text(messageId));
    }

    public List<ListUrl.Chip> chips() {
        return url().chips("recipient", "nexthop", "state", "messageId");
    }

    public boolean isFiltered() {
        return !chips().isEmpty();
    }

    private static @Nullable String orNull(@Nullable String value) {
        return text(value).isEmpty() ? null : value;
    }

    private static String text(@Nullable String value) {
        return ListUrl.typed(value);
    }
}
