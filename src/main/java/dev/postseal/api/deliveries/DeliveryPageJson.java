package dev.postseal.api.deliveries;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.postseal.delivery.DeliveryPage;
import dev.postseal.texts.Texts;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of deliveries as the API writes it. */
@Schema(name = "DeliveryPage")
record DeliveryPageJson(
        @Schema(description = "Newest first.") List<DeliveryJson> items,
        int page,
        int size,
        @Schema(description = "Counted up to 10,000.") long total,

        @Schema(description = "Present and true when counting ended at its limit: there may be more than total.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Boolean totalIsLowerBound) {
    static DeliveryPageJson of(DeliveryPage page, Texts texts) {
        return new DeliveryPageJson(
                page.items().stream()
                        .map(delivery -> DeliveryJson.of(delivery, texts))
                        .toList(),
                page.page(),
                page.size(),
                page.total(),
                page.total() >= DeliveryPage.COUNT_LIMIT ? true : null);
    }
}
