package dev.postseal.api.deliveries;

import dev.postseal.api.errors.ApiException;
import dev.postseal.api.query.QueryParameters;
import dev.postseal.delivery.Deliveries;
import dev.postseal.delivery.DeliveryQuery;
import dev.postseal.delivery.DeliveryState;
import dev.postseal.delivery.DeliveryWithAttempts;
import dev.postseal.texts.Texts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/v1/deliveries", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "deliveries", description = "The queue and its history, one delivery per recipient")
class DeliveryReads {
    private static final List<String> STATES =
            Arrays.stream(DeliveryState.values()).map(DeliveryState::text).toList();
    private static final int DEFAULT_SIZE = 50;

    private final Deliveries deliveries;

    DeliveryReads(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @GetMapping
    @Operation(operationId = "listDeliveries", summary = "List deliveries, newest first")
    DeliveryPageJson list(
            @Parameter(description = "The address or its beginning.") @RequestParam(required = false) @Nullable String recipient,
            @Parameter(description = "Exactly, in Postfix's syntax.", example = "[mail.example.com]:587")
                    @RequestParam(required = false)
                    @Nullable String nexthop,
            @Parameter(description = "Only this state.", example = "deferred") @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String messageId,
            @Parameter(description = "From 0.", schema = @Schema(type = "integer", defaultValue = "0", minimum = "0"))
                    @RequestParam(required = false)
                    @Nullable String page,
            @Parameter(
                            description = "Deliveries per page.",
                            schema = @Schema(type = "integer", defaultValue = "50", minimum = "1", maximum = "500"))
                    @RequestParam(required = false)
                    @Nullable String size,
            @Parameter(hidden = true) Texts texts) {
        QueryParameters parameters = new QueryParameters();
        String recipientText = parameters.text("recipient", recipient);
        String nexthopText = parameters.text("nexthop", nexthop);
        DeliveryState only = parameters.oneOf("state", state, STATES, DeliveryState::find);
        String message = parameters.text("messageId", messageId);
        int pageNumber = parameters.number("page", page, 0, Integer.MAX_VALUE, 0);
        int pageSize = parameters.number("size", size, 1, DeliveryQuery.MAX_SIZE, DEFAULT_SIZE);
        parameters.requireValid();
        return DeliveryPageJson.of(
                deliveries.find(new DeliveryQuery(recipientText, nexthopText, only, message, pageNumber, pageSize)),
                texts);
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getDelivery", summary = "Read a delivery with its attempts")
    DeliveryJson read(@PathVariable long id, @Parameter(hidden = true) Texts texts) {
        DeliveryWithAttempts found = deliveries.get(id).orElseThrow(ApiException::notFound);
        return DeliveryJson.of(found.delivery(), found.attempts(), texts);
    }
}
