package dev.postseal.api.accounts;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.postseal.account.UserDetails;
import dev.postseal.api.texts.Times;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A user as the API writes it. */
@Schema(name = "User")
record UserJson(
        @Schema(format = "uuid") String id,

        String name,

        @Schema(allowableValues = {"viewer", "operator", "administrator"})
        String role,

        @Schema(description = "May not sign in.") boolean disabled,

        @Schema(description = "Was given a password that opens nothing but the page to choose one.")
        boolean mustChangePassword,

        @Schema(description = "Signs in by OpenID Connect; the provider decides about the role.")
        boolean external,

        @Schema(format = "date-time") String createdAt,

        @Schema(format = "date-time", nullable = true) @Nullable String lastSignInAt,

        @Schema(description = "For one sign-in; only in the answer to the call that made it.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String oneTimePassword) {
    static UserJson of(UserDetails user) {
        return of(user, null);
    }

    static UserJson of(UserDetails user, @Nullable String password) {
        return new UserJson(
                user.id().toString(),
                user.name(),
                user.role().text(),
                user.disabled(),
                user.mustChangePassword(),
                user.external(),
                Times.text(user.createdAt()),
                Times.textOrNull(user.lastSignInAt()),
                password);
    }

    @Override
    public String toString() {
        return "User[" + id + ", " + name + "]";
    }
}
