package dev.postseal.api.accounts;

import dev.postseal.account.Role;
import dev.postseal.account.UserAdministration;
import dev.postseal.account.UserResult;
import dev.postseal.api.errors.ApiException;
import dev.postseal.api.errors.FieldError;
import dev.postseal.api.query.JsonBody;
import dev.postseal.api.query.JsonFields;
import dev.postseal.api.query.JsonRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = UserCalls.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "users", description = "Who may sign in to the console; for keys whose role is administrator")
class UserCalls {
    static final String PATH = "/api/v1/users";

    private final UserAdministration users;

    UserCalls(UserAdministration users) {
        this.users = users;
    }

    /** What a body may say, for the description of the API. */
    @Schema(name = "UserBody")
    record UserBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "jane.doe")
            String name,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    allowableValues = {"viewer", "operator", "administrator"})
            String role) {}

    /** What a change may say, for the description of the API. */
    @Schema(name = "UserPatch")
    record UserPatch(
            @Schema(allowableValues = {"viewer", "operator", "administrator"})
            String role) {}

    @GetMapping
    @Operation(operationId = "listUsers", summary = "List the users by name")
    ListJson<UserJson> list() {
        return ListJson.of(users.all().stream().map(UserJson::of).toList());
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getUser", summary = "Read a user")
    UserJson read(@PathVariable UUID id) {
        return users.find(id).map(UserJson::of).orElseThrow(ApiException::notFound);
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "createUser",
            summary = "Add a user",
            description = "The answer has a password for one sign-in, this once.")
    @JsonRequest(UserBody.class)
    @ApiResponse(responseCode = "201", description = "Added", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "409", description = "Somebody has this name")
    ResponseEntity<UserJson> create(HttpServletRequest request) {
        JsonFields fields = new JsonFields(JsonBody.of(request), Set.of("name", "role"), Set.of());
        String name = fields.required("name", "").strip();
        Role role = Roles.in(fields);
        fields.requireValid();
        UserJson made = answer(users.create(name, role));
        return ResponseEntity.created(URI.create(PATH + "/" + made.id())).body(made);
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {"application/merge-patch+json", MediaType.APPLICATION_JSON_VALUE})
    @Operation(
            operationId = "patchUser",
            summary = "Give a user another role",
            description = "Ends the user's sessions.")
    @JsonRequest(UserPatch.class)
    @ApiResponse(
            responseCode = "409",
            description = "No administrator who can sign in would be left, or a provider decides about the role")
    UserJson patch(@PathVariable UUID id, HttpServletRequest request) {
        JsonFields fields = new JsonFields(JsonBody.of(request), Set.of("role"), Set.of());
        Role role = Roles.in(fields);
        fields.requireValid();
        return answer(users.changeRole(id, role));
    }

    @PostMapping("/{id}/disable")
    @Operation(operationId = "disableUser", summary = "Let a user no longer sign in, and end the sessions")
    @ApiResponse(responseCode = "409", description = "No administrator who can sign in would be left")
    UserJson disable(@PathVariable UUID id) {
        return answer(users.disable(id));
    }

    @PostMapping("/{id}/enable")
    @Operation(operationId = "enableUser", summary = "Let a user sign in again")
    UserJson enable(@PathVariable UUID id) {
        return answer(users.enable(id));
    }

    @PostMapping("/{id}/end-sessions")
    @Operation(operationId = "endSessionsOfUser", summary = "End all sessions of a user")
    UserJson endSessions(@PathVariable UUID id) {
        return answer(users.endSessions(id));
    }

    @PostMapping("/{id}/one-time-password")
    @Operation(
            operationId = "makeOneTimePassword",
            summary = "Replace a forgotten password",
            description = "The answer has a password for one sign-in, this once; the sessions end.")
    @ApiResponse(responseCode = "409", description = "The user signs in by OpenID Connect")
    UserJson oneTimePassword(@PathVariable UUID id) {
        return answer(users.newPassword(id));
    }

    @DeleteMapping("/{id}")
    @Operation(operationId = "deleteUser", summary = "Delete a user")
    @ApiResponse(responseCode = "204", description = "Gone, and so are the sessions")
    @ApiResponse(responseCode = "409", description = "No administrator who can sign in would be left")
    ResponseEntity<Void> delete(@PathVariable UUID id) {
        answer(users.delete(id));
        return ResponseEntity.noContent().build();
    }

    private static UserJson answer(UserResult result) {
        return switch (result) {
            case UserResult.Done done -> UserJson.of(done.user());
            case UserResult.WithPassword made -> UserJson.of(made.user(), made.password());
            case UserResult.External ignored -> throw conflict("id", "external-user");
            case UserResult.LastAdministrator ignored -> throw conflict("role", "last-administrator");
            case UserResult.NameTaken ignored -> throw conflict("name", "name-taken");
            case UserResult.NameNotAllowed ignored ->
                throw ApiException.of(HttpStatus.UNPROCESSABLE_CONTENT, FieldError.of("name", "name-not-allowed"));
            case UserResult.NotFound ignored -> throw ApiException.notFound();
        };
    }

    private static ApiException conflict(String field, String code) {
        return ApiException.of(HttpStatus.CONFLICT, FieldError.of(field, code));
    }
}
