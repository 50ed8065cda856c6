package dev.postseal.api.audit;

import dev.postseal.audit.AuditJson;
import dev.postseal.audit.AuditPage;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of records as the API writes it. */
@Schema(name = "AuditPage")
record AuditPageJson(
        List<AuditJson> items,

        @Schema(description = "To be sent as before to go on; null when there is no more.", nullable = true) @Nullable Long next) {
    static AuditPageJson of(AuditPage page) {
        return new AuditPageJson(page.items().stream().map(AuditJson::of).toList(), page.next());
    }
}
