package dev.postseal.api.deliveries;

import dev.postseal.api.errors.ApiException;
import dev.postseal.api.errors.FieldError;
import dev.postseal.delivery.ActionResult;
import dev.postseal.delivery.Deliveries;
import dev.postseal.texts.Texts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/v1/deliveries/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "deliveries")
class DeliveryActs {
    private final Deliveries deliveries;

    DeliveryActs(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @PostMapping("/retry")
    @Operation(operationId = "retryDelivery", summary = "Attempt now what is queued or deferred")
    DeliveryJson retry(@PathVariable long id, @Parameter(hidden = true) Texts texts) {
        return after(deliveries.retry(id), id, texts);
    }

    @PostMapping("/hold")
    @Operation(operationId = "holdDelivery", summary = "Keep back what is queued or deferred")
    DeliveryJson hold(@PathVariable long id, @Parameter(hidden = true) Texts texts) {
        return after(deliveries.hold(id), id, texts);
    }

    @PostMapping("/release")
    @Operation(operationId = "releaseDelivery", summary = "Let go on what is held")
    DeliveryJson release(@PathVariable long id, @Parameter(hidden = true) Texts texts) {
        return after(deliveries.release(id), id, texts);
    }

    @PostMapping("/bounce")
    @Operation(
            operationId = "bounceDelivery",
            summary = "Give up what is queued, deferred or held, and tell the sender")
    DeliveryJson bounce(@PathVariable long id, @Parameter(hidden = true) Texts texts) {
        return after(deliveries.bounce(id), id, texts);
    }

    @DeleteMapping
    @Operation(
            operationId = "deleteDelivery",
            summary = "Remove a delivery without telling anyone",
            description = "Not while it is being delivered.")
    @ApiResponse(responseCode = "204", description = "Gone")
    ResponseEntity<Void> delete(@PathVariable long id) {
        requireDone(deliveries.delete(id));
        return ResponseEntity.noContent().build();
    }

    private DeliveryJson after(ActionResult result, long id, Texts texts) {
        requireDone(result);
        return deliveries
                .get(id)
                .map(found -> DeliveryJson.of(found.delivery(), texts))
                .orElseThrow(ApiException::notFound);
    }

    private static void requireDone(ActionResult result) {
        switch (result) {
            case ActionResult.Done done -> {}
            case ActionResult.NotFound gone -> throw ApiException.notFound();
            case ActionResult.NotAllowed no ->
                throw ApiException.of(
                                HttpStatus.CONFLICT,
                                FieldError.of("state", "state", no.state().text()))
                        .with("state", no.state().text());
        }
    }
}
