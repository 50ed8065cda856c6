package dev.postseal.api.deliveries;

import dev.postseal.delivery.TriedHost;
import dev.postseal.texts.Texts;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A host that did not settle an attempt, as the API writes it. */
@Schema(name = "TriedHost")
record TriedJson(
        String mxHost,

        @Schema(description = "Null: the host has none.", nullable = true) @Nullable String address,

        @Schema(description = "Enhanced status code, the server's or our own.", example = "4.7.5")
        String status,

        ReasonJson reason) {
    static TriedJson of(TriedHost host, Texts texts) {
        return new TriedJson(
                host.mxHost(),
                host.address(),
                host.status().toString(),
                new ReasonJson(host.reason().code(), texts.of(host.reason())));
    }
}
