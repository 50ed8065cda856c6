package dev.postseal.api.deliveries;

import dev.postseal.api.errors.ApiException;
import dev.postseal.delivery.Deliveries;
import dev.postseal.delivery.DeliveryWithAttempts;
import dev.postseal.texts.Texts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/v1/deliveries", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "deliveries", description = "The queue and its history, one delivery per recipient")
class DeliveryReads {
    private final Deliveries deliveries;

    DeliveryReads(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @GetMapping
    @Operation(operationId = "listDeliveries", summary = "List deliveries, newest first")
    DeliveryPageJson list(
            @ParameterObject @ModelAttribute DeliveryParameters parameters, @Parameter(hidden = true) Texts texts) {
        return DeliveryPageJson.of(deliveries.find(parameters.query()), texts);
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getDelivery", summary = "Read a delivery with its attempts")
    DeliveryJson read(@PathVariable long id, @Parameter(hidden = true) Texts texts) {
        DeliveryWithAttempts found = deliveries.get(id).orElseThrow(ApiException::notFound);
        return DeliveryJson.of(found.delivery(), found.attempts(), texts);
    }
}
