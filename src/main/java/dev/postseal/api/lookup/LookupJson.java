package dev.postseal.api.lookup;

import dev.postseal.api.policies.EntryJson;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which policy applies to a next hop, and why, as the API writes it. */
@Schema(name = "Lookup")
record LookupJson(
        @Schema(description = "As Postfix looks it up.", example = "mail.example.com")
        String nexthop,

        @Schema(description = "In the order asked.", example = "[\"mail.example.com\", \".example.com\"]")
        List<String> keysTried,

        @Schema(
                description =
                        "The entry that applies; null: the default policy does, or the entry was deleted a moment ago.",
                nullable = true)
        @Nullable EntryJson match,

        @Schema(allowableValues = {"entry", "default"}) String source,
        @Schema(example = "secure") String policy,
        String parameters,
        @Schema(description = "The same in sentences.") List<String> explanation) {}
