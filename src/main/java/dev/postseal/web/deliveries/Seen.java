package dev.postseal.web.deliveries;

import dev.postseal.delivery.Delivery;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** What a page shows of a delivery, in few letters, so that it can ask whether anything has changed. */
@Component("seen")
class Seen {
    private static final Pattern MARK = Pattern.compile("([0-9]{1,18})\\.([0-9a-f]{1,8})");

    Seen() {}

    public String mark(Delivery delivery) {
        return delivery.id() + "." + standing(delivery);
    }

    public String standing(Delivery delivery) {
        return Integer.toHexString(Objects.hash(
                delivery.state().text(),
                delivery.attemptCount(),
                delivery.nextAttemptAt(),
                delivery.nexthop(),
                delivery.lastReason() == null ? null : delivery.lastReason().toString()));
    }

    /** The delivery a mark speaks of. */
    static Optional<Long> id(String mark) {
        Matcher matcher = MARK.matcher(mark);
        return matcher.matches() ? Optional.of(Long.parseLong(matcher.group(1))) : Optional.empty();
    }
}
