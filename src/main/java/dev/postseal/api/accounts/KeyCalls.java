package dev.postseal.api.accounts;

import dev.postseal.account.ApiKeys;
import dev.postseal.account.CreatedKey;
import dev.postseal.account.KeyDetails;
import dev.postseal.account.KeyRequest;
import dev.postseal.account.KeyRules;
import dev.postseal.account.Role;
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
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = KeyCalls.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "keys", description = "API keys; for keys whose role is administrator")
class KeyCalls {
    static final String PATH = "/api/v1/keys";
    private static final Set<String> FIELDS = Set.of("name", "role", "networks", "expiresAt");

    private final ApiKeys keys;
    private final Clock clock;

    KeyCalls(ApiKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** What a body may say, for the description of the API. */
    @Schema(name = "ApiKeyBody")
    record KeyBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            String name,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    allowableValues = {"viewer", "operator", "administrator"})
            String role,

            @Schema(description = "Addresses or CIDR blocks from which it may be used; none: from anywhere.") @Nullable List<String> networks,

            @Schema(nullable = true, format = "date-time") @Nullable String expiresAt) {}

    @GetMapping
    @Operation(operationId = "listKeys", summary = "List the API keys, oldest first")
    ListJson<KeyJson> list() {
        return ListJson.of(keys.all().stream().map(KeyJson::of).toList());
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getKey", summary = "Read what is known of an API key")
    KeyJson read(@PathVariable UUID id) {
        return KeyJson.of(existing(id));
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "createKey",
            summary = "Make an API key",
            description = "The answer has the key itself, this once.")
    @JsonRequest(KeyBody.class)
    @ApiResponse(responseCode = "201", description = "Made", useReturnTypeSchema = true)
    ResponseEntity<KeyJson> create(HttpServletRequest request) {
        CreatedKey made = keys.create(request(new JsonFields(JsonBody.of(request), FIELDS, Set.of())));
        return ResponseEntity.created(URI.create(PATH + "/" + made.details().id()))
                .body(KeyJson.of(made.details(), made.key()));
    }

    @DeleteMapping("/{id}")
    @Operation(operationId = "deleteKey", summary = "Revoke an API key")
    @ApiResponse(responseCode = "204", description = "Refused from now on")
    ResponseEntity<Void> delete(@PathVariable UUID id) {
        keys.revoke(existing(id).id());
        return ResponseEntity.noContent().build();
    }

    private KeyDetails existing(UUID id) {
        return keys.find(id).orElseThrow(ApiException::notFound);
    }

    private KeyRequest request(JsonFields fields) {
        String name = fields.text("name", "").strip();
        Role role = Roles.in(fields);
        List<String> networks = fields.texts("networks");
        Instant expiresAt = fields.moment("expiresAt", null);
        fields.requireReadable();
        KeyRules.check(name, networks, expiresAt, clock.instant()).forEach(broken -> fields.refuse(error(broken)));
        fields.requireValid();
        return new KeyRequest(name, role, networks, expiresAt);
    }

    private static FieldError error(KeyRules.Broken broken) {
        return switch (broken.rule()) {
            case NAME_MISSING -> FieldError.of("name", "required");
            case NAME_TOO_LONG -> FieldError.of("name", "too-long", broken.fact());
            case NETWORK_UNREADABLE -> FieldError.of("networks", "network", broken.fact());
            case TOO_MANY_NETWORKS -> FieldError.of("networks", "too-many", broken.fact());
            case EXPIRY_PAST -> FieldError.of("expiresAt", "past");
        };
    }
}
