package dev.postseal.api.policies;

import dev.postseal.policy.Thereafter;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an entry says from its end on, as the API writes it. */
@Schema(name = "Thereafter", description = "What an entry says from expiresAt on.")
public record ThereafterJson(
        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                allowableValues = {"none", "may", "encrypt", "verify", "secure", "dane", "dane-only", "fingerprint"},
                example = "verify")
        String policy,

        @Schema(defaultValue = "", example = "match=.mail.example")
        String parameters,

        @Schema(defaultValue = "") String reason,
        @Schema(defaultValue = "") String owner) {
    static @Nullable ThereafterJson of(@Nullable Thereafter then) {
        return then == null
                ? null
                : new ThereafterJson(then.policy().text(), then.parameters(), then.reason(), then.owner());
    }
}
