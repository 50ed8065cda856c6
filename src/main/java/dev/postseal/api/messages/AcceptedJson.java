package dev.postseal.api.messages;

import dev.postseal.delivery.Accepted;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** A message that is on its way, as the API writes it. */
@Schema(name = "Accepted")
record AcceptedJson(String messageId, List<Item> deliveries) {
    /** One recipient's copy. */
    @Schema(name = "AcceptedDelivery")
    record Item(
            long id, @Schema(example = "anna@example.com") String recipient) {}

    static AcceptedJson of(Accepted accepted) {
        return new AcceptedJson(
                accepted.messageId(),
                accepted.deliveries().stream()
                        .map(delivery ->
                                new Item(delivery.id(), delivery.recipient().toString()))
                        .toList());
    }
}
