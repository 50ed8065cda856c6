package dev.postseal.web.deliveries;

import dev.postseal.delivery.DeliveryQuery;
import dev.postseal.delivery.DeliveryState;
import dev.postseal.web.layout.ListUrl;
import dev.postseal.web.layout.Pages;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries to list, as the address says it; what makes no sense there counts as not said.
 *
 * @param from accepted then or later, see {@link Moment}
 * @param to accepted before then
 */
record DeliveryListUrl(
        @Nullable String recipient,
        @Nullable String sender,
        @Nullable String domain,
        @Nullable String nexthop,
        @Nullable String state,
        @Nullable String messageId,
        @Nullable String from,
        @Nullable String to,
        @Nullable String page) {
    private static final String[] FILTERS = {
        "recipient", "sender", "domain", "nexthop", "state", "messageId", "from", "to"
    };

    DeliveryListUrl {
        recipient = text(recipient);
        sender = text(sender);
        domain = text(domain);
        nexthop = text(nexthop);
        state = DeliveryState.find(text(state)).map(DeliveryState::text).orElse("");
        messageId = text(messageId);
        from = text(from);
        to = text(to);
        page = text(page);
    }

    /** With times that mean the same to every reader. */
    DeliveryListUrl in(ZoneId zone) {
        return new DeliveryListUrl(
                recipient,
                sender,
                domain,
                nexthop,
                state,
                messageId,
                Moment.canonical(text(from), zone),
                Moment.canonical(text(to), zone),
                page);
    }

    DeliveryQuery query() {
        return query(ListUrl.pageFrom0(text(page)));
    }

    /** @param number of another page, from 0 */
    DeliveryQuery query(int number) {
        return new DeliveryQuery(
                orNull(recipient),
                orNull(sender),
                orNull(domain),
                orNull(nexthop),
                DeliveryState.find(text(state)).orElse(null),
                orNull(messageId),
                Moment.of(text(from)),
                Moment.of(text(to)),
                number,
                Pages.SIZE);
    }

    boolean isFirstPage() {
        return ListUrl.pageFrom0(text(page)) == 0;
    }

    ListUrl url() {
        return url("/deliveries");
    }

    /** Another page about the same deliveries. */
    ListUrl url(String path) {
        return ListUrl.of(path)
                .with("recipient", text(recipient))
                .with("sender", text(sender))
                .with("domain", text(domain))
                .with("nexthop", text(nexthop))
                .with("state", text(state))
                .with("messageId", text(messageId))
                .with("from", text(from))
                .with("to", text(to));
    }

    public String address() {
        return url().text();
    }

    public String confirmAddress() {
        return url("/deliveries/confirm").text();
    }

    public String actAddress() {
        return url("/deliveries/act").text();
    }

    public List<ListUrl.Chip> chips() {
        return url().chips(FILTERS);
    }

    public boolean isFiltered() {
        return !chips().isEmpty();
    }

    /** Whether a filter is set that is not among those always shown. */
    public boolean isMore() {
        return !(text(sender) + text(nexthop) + text(from) + text(to)).isEmpty();
    }

    public @Nullable Instant fromInstant() {
        return Moment.of(text(from));
    }

    public @Nullable Instant toInstant() {
        return Moment.of(text(to));
    }

    private static @Nullable String orNull(@Nullable String value) {
        return text(value).isEmpty() ? null : value;
    }

    private static String text(@Nullable String value) {
        return ListUrl.typed(value);
    }
}
