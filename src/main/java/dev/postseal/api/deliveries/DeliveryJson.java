package dev.postseal.api.deliveries;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.postseal.api.texts.Times;
import dev.postseal.delivery.Attempt;
import dev.postseal.delivery.Delivery;
import dev.postseal.texts.Texts;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One recipient's copy of a message as the API writes it. */
@Schema(name = "Delivery")
record DeliveryJson(
        long id,
        String messageId,
        @Schema(description = "Empty: the null sender.") String envelopeFrom,
        String recipient,
        @Schema(example = "example.com") String nexthop,

        @Schema(allowableValues = {"queued", "delivering", "deferred", "held", "delivered", "bounced", "expired"})
        String state,

        @Schema(format = "date-time") String queuedAt,

        @Schema(format = "date-time", nullable = true) @Nullable String nextAttemptAt,

        int attemptCount,
        @Schema(nullable = true) @Nullable ReasonJson lastReason,

        @Schema(description = "Oldest first; not in lists.") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<AttemptJson> attempts) {

    static DeliveryJson of(Delivery delivery, Texts texts) {
        return of(delivery, null, texts);
    }

    static DeliveryJson of(Delivery delivery, @Nullable List<Attempt> attempts, Texts texts) {
        return new DeliveryJson(
                delivery.id(),
                delivery.messageId(),
                delivery.envelopeFrom(),
                delivery.recipient(),
                delivery.nexthop(),
                delivery.state().text(),
                Times.text(delivery.queuedAt()),
                Times.textOrNull(delivery.nextAttemptAt()),
                delivery.attemptCount(),
                ReasonJson.of(delivery.lastReason(), texts),
                attempts == null
                        ? null
                        : attempts.stream()
                                .map(attempt -> AttemptJson.of(attempt, texts))
                                .toList());
    }
}
