package dev.postseal.api.accounts;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.postseal.account.KeyDetails;
import dev.postseal.api.texts.Times;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An API key as the API writes it. */
@Schema(name = "ApiKey")
record KeyJson(
        @Schema(format = "uuid") String id,

        String name,

        @Schema(description = "Its first characters.") String prefix,

        @Schema(allowableValues = {"viewer", "operator", "administrator"})
        String role,

        @Schema(description = "From where it may be used; empty: from anywhere.")
        List<String> networks,

        @Schema(format = "date-time") String createdAt,

        String createdBy,

        @Schema(description = "From then on it is refused.", format = "date-time", nullable = true) @Nullable String expiresAt,

        @Schema(description = "To the minute.", format = "date-time", nullable = true) @Nullable String lastUsedAt,

        @Schema(description = "The key itself; only in the answer to the call that made it.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String key) {
    static KeyJson of(KeyDetails details) {
        return of(details, null);
    }

    static KeyJson of(KeyDetails details, @Nullable String key) {
        return new KeyJson(
                details.id().toString(),
                details.name(),
                details.prefix(),
                details.role().text(),
                details.networks(),
                Times.text(details.createdAt()),
                details.createdBy(),
                Times.textOrNull(details.expiresAt()),
                Times.textOrNull(details.lastUsedAt()),
                key);
    }

    @Override
    public String toString() {
        return "ApiKey[" + id + ", " + name + "]";
    }
}
