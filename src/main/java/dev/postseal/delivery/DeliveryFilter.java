package dev.postseal.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Conditions on {@code delivery d} and their values, never a value within the text. */
record DeliveryFilter(List<String> conditions, Map<String, Object> values) {
    /** Nodes' clocks differ, and who took a number first may write the time later. */
    private static final Duration DISORDER = Duration.ofMinutes(15);

    /** Says where in the order of ids a time lies. */
    @FunctionalInterface
    interface Places {
        /** An id below which everything was accepted before that time, as far as clocks agree. */
        long firstSince(Instant time);
    }

    static DeliveryFilter of(DeliveryQuery query, Places places) {
        var filter = new DeliveryFilter(new ArrayList<>(), new HashMap<>());
        filter.addresses(query);
        filter.standing(query);
        filter.times(query, places);
        return filter;
    }

    String where() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    /** And accepted after this one. */
    DeliveryFilter after(long id) {
        and("d.id > :after", "after", id);
        return this;
    }

    private void addresses(DeliveryQuery query) {
        if (query.recipient() != null) {
            and("lower(d.recipient) LIKE :recipient", "recipient", pattern(query.recipient()));
        }
        if (query.sender() != null) {
            and(
                    "d.message_id IN (SELECT id FROM message WHERE lower(envelope_from) LIKE :sender)",
                    "sender",
                    pattern(query.sender()));
        }
        if (query.domain() != null) {
            and("lower(d.recipient) LIKE :domain", "domain", "%@" + literal(query.domain()));
        }
    }

    private void standing(DeliveryQuery query) {
        if (query.nexthop() != null) {
            and("d.nexthop = :nexthop", "nexthop", query.nexthop().toLowerCase(Locale.ROOT));
        }
        if (query.state() != null) {
            and("d.state = :state", "state", query.state().text());
        }
        if (query.messageId() != null) {
            and("d.message_id = (SELECT id FROM message WHERE message_id = :message)", "message", query.messageId());
        }
    }

    /** Time has no index of its own: ids grow with it. */
    private void times(DeliveryQuery query, Places places) {
        if (query.since() != null) {
            and("d.queued_at >= :since", "since", Timestamps.of(query.since()));
            and("d.id >= :firstId", "firstId", places.firstSince(query.since().minus(DISORDER)));
        }
        if (query.until() != null) {
            and("d.queued_at < :until", "until", Timestamps.of(query.until()));
            and("d.id <= :lastId", "lastId", places.firstSince(query.until().plus(DISORDER)) + DeliverySearch.NEAR);
        }
    }

    private void and(String condition, String name, Object value) {
        conditions.add(condition);
        values.put(name, value);
    }

    /** A whole address exactly, anything else as a beginning. */
    private static String pattern(String address) {
        String literal = literal(address);
        int at = literal.indexOf('@');
        return at >= 0 && literal.indexOf('.', at) > at ? literal : literal + "%";
    }

    private static String literal(String text) {
        return text.strip().toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1");
    }
}
