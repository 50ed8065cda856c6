package dev.postseal.web.deliveries;

import dev.postseal.delivery.AttemptRecord;
import dev.postseal.delivery.DeliveryOutcome;
import dev.postseal.delivery.DeliveryState;
import dev.postseal.delivery.TlsRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The signs of states and attempts, for templates. */
@Component("outcomes")
class Outcomes {
    private static final String PLAINTEXT = "none";

    public OutcomeSign of(DeliveryState state) {
        return switch (state) {
            case QUEUED, DELIVERING -> new OutcomeSign(state.text(), "deliveries", "", null);
            case DEFERRED -> new OutcomeSign(state.text(), "clock", "amber", null);
            case HELD -> new OutcomeSign(state.text(), "hold", "amber", null);
            case DELIVERED -> new OutcomeSign(state.text(), "check", "", null);
            case BOUNCED, EXPIRED -> new OutcomeSign(state.text(), "error", "bad", null);
        };
    }

    /**
     * @param proof what the attempt that delivered it proved; null unless it was delivered
     */
    public OutcomeSign of(DeliveryState state, @Nullable String proof) {
        return state == DeliveryState.DELIVERED && proof != null ? delivered(proof) : of(state);
    }

    public OutcomeSign of(AttemptRecord attempt) {
        String security = security(attempt.tls());
        return switch (attempt.outcome()) {
            case DeliveryOutcome.Delivered ignored -> delivered(security == null ? PLAINTEXT : security);
            case DeliveryOutcome.Deferred ignored -> new OutcomeSign("deferred", "clock", "amber", security);
            case DeliveryOutcome.Bounced ignored -> new OutcomeSign("bounced", "error", "bad", security);
        };
    }

    private static OutcomeSign delivered(String security) {
        return switch (security) {
            case "verified" -> new OutcomeSign("delivered", "locked", "good", security);
            case PLAINTEXT -> new OutcomeSign("delivered", "unlocked", "amber", security);
            default -> new OutcomeSign("delivered", "locked", "", security);
        };
    }

    private static @Nullable String security(@Nullable TlsRecord tls) {
        return tls == null ? null : tls.security();
    }
}
