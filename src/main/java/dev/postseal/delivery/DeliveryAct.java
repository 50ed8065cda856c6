package dev.postseal.delivery;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What an administrator may do with deliveries, each from certain states only. */
public enum DeliveryAct {
    /** Attempt now. */
    RETRY(DeliveryState.QUEUED, DeliveryState.DEFERRED),
    /** Keep back. */
    HOLD(DeliveryState.QUEUED, DeliveryState.DEFERRED),
    /** Let go on what is held. */
    RELEASE(DeliveryState.HELD),
    /** Give up and tell the sender. */
    BOUNCE(DeliveryState.QUEUED, DeliveryState.DEFERRED, DeliveryState.HELD),
    /** Remove without a trace and without telling anyone. */
    DELETE(
            DeliveryState.QUEUED,
            DeliveryState.DEFERRED,
            DeliveryState.HELD,
            DeliveryState.DELIVERED,
            DeliveryState.BOUNCED,
            DeliveryState.EXPIRED);

    private final Set<DeliveryState> from;

    DeliveryAct(DeliveryState... from) {
        this.from = EnumSet.copyOf(Arrays.asList(from));
    }

    public boolean isPossible(DeliveryState state) {
        return from.contains(state);
    }

    /** As addresses spell it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<DeliveryAct> find(String text) {
        return Arrays.stream(values()).filter(act -> act.text().equals(text)).findFirst();
    }

    /** For {@code state = ANY}. */
    Object[] states() {
        return from.stream().map(DeliveryState::text).toArray();
    }
}
