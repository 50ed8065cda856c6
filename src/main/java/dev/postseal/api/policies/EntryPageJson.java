package dev.postseal.api.policies;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.postseal.policy.PolicyPage;
import dev.postseal.texts.Texts;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of entries as the API writes it. */
@Schema(name = "EntryPage")
record EntryPageJson(
        List<EntryJson> items,
        int page,
        int size,
        long total,

        @Schema(description = "Present and true when there may be more than total.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Boolean totalIsLowerBound) {
    static EntryPageJson of(PolicyPage page, Texts texts) {
        return new EntryPageJson(
                page.items().stream().map(entry -> EntryJson.of(entry, texts)).toList(),
                page.page(),
                page.size(),
                page.total(),
                page.totalIsLowerBound() ? true : null);
    }
}
