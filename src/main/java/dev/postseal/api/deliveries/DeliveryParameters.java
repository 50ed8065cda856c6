package dev.postseal.api.deliveries;

import dev.postseal.api.query.QueryParameters;
import dev.postseal.delivery.DeliveryQuery;
import dev.postseal.delivery.DeliveryState;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which deliveries a call is about. */
record DeliveryParameters(
        @Parameter(description = "The recipient's address or its beginning.") @Nullable String recipient,

        @Parameter(description = "The envelope sender's address or its beginning.") @Nullable String sender,

        @Parameter(description = "Of the recipient, exactly.", example = "partner.example") @Nullable String domain,

        @Parameter(description = "Exactly, in Postfix's syntax.", example = "[mail.example.com]:587") @Nullable String nexthop,

        @Parameter(description = "Only this state.", example = "deferred") @Nullable String state,

        @Nullable String messageId,

        @Parameter(description = "Accepted then or later.", schema = @Schema(type = "string", format = "date-time"))
        @Nullable String from,

        @Parameter(description = "Accepted before then.", schema = @Schema(type = "string", format = "date-time"))
        @Nullable String to,

        @Parameter(description = "From 0.", schema = @Schema(type = "integer", defaultValue = "0", minimum = "0"))
        @Nullable String page,

        @Parameter(
                description = "Deliveries per page.",
                schema = @Schema(type = "integer", defaultValue = "50", minimum = "1", maximum = "500"))
        @Nullable String size) {
    private static final List<String> STATES =
            Arrays.stream(DeliveryState.values()).map(DeliveryState::text).toList();
    private static final int DEFAULT_SIZE = 50;

    /** @throws dev.postseal.api.errors.ApiException 400 */
    DeliveryQuery query() {
        QueryParameters parameters = new QueryParameters();
        String recipientText = parameters.text("recipient", recipient);
        String senderText = parameters.text("sender", sender);
        String domainText = parameters.text("domain", domain);
        String nexthopText = parameters.text("nexthop", nexthop);
        DeliveryState only = parameters.oneOf("state", state, STATES, DeliveryState::find);
        String message = parameters.text("messageId", messageId);
        Instant since = parameters.moment("from", from);
        Instant until = parameters.moment("to", to);
        int pageNumber = parameters.number("page", page, 0, Integer.MAX_VALUE, 0);
        int pageSize = parameters.number("size", size, 1, DeliveryQuery.MAX_SIZE, DEFAULT_SIZE);
        parameters.requireValid();
        return new DeliveryQuery(
                recipientText, senderText, domainText, nexthopText, only, message, since, until, pageNumber, pageSize);
    }
}
