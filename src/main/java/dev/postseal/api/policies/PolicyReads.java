package dev.postseal.api.policies;

import dev.postseal.api.errors.ApiException;
import dev.postseal.api.query.QueryParameters;
import dev.postseal.policy.Level;
import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyEntry;
import dev.postseal.policy.PolicyQuery;
import dev.postseal.texts.Texts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = EntryAnswers.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "policies", description = "TLS policies by target")
class PolicyReads {
    private static final List<String> LEVELS =
            Arrays.stream(Level.values()).map(Level::text).toList();
    private static final int DEFAULT_SIZE = 50;

    private final Policies policies;

    PolicyReads(Policies policies) {
        this.policies = policies;
    }

    @GetMapping
    @Operation(operationId = "listPolicies", summary = "List and search entries")
    EntryPageJson list(
            @Parameter(
                            description = "Part of a target (as stored or as people read it), a reason or an owner;"
                                    + " one or two characters: the beginning of a target.")
                    @RequestParam(required = false)
                    @Nullable String q,
            @Parameter(description = "Only this level.", example = "secure") @RequestParam(required = false) @Nullable String policy,
            @Parameter(description = "Only entries that are switched on, or off.", schema = @Schema(type = "boolean"))
                    @RequestParam(required = false)
                    @Nullable String active,
            @Parameter(description = "From 0.", schema = @Schema(type = "integer", defaultValue = "0", minimum = "0"))
                    @RequestParam(required = false)
                    @Nullable String page,
            @Parameter(
                            description = "Entries per page.",
                            schema = @Schema(type = "integer", defaultValue = "50", minimum = "1", maximum = "1000"))
                    @RequestParam(required = false)
                    @Nullable String size,
            @Parameter(
                            description =
                                    "target, policy or updatedAt; backwards with \",desc\" behind or \"-\" before it.",
                            schema = @Schema(defaultValue = "target"))
                    @RequestParam(required = false)
                    @Nullable String sort,
            @Parameter(hidden = true) Texts texts) {
        return EntryPageJson.of(policies.search(query(q, policy, active, page, size, sort)), texts);
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getPolicy", summary = "Read an entry")
    @ApiResponse(responseCode = "200", description = "The entry, with its version as ETag", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "304", description = "The version named in If-None-Match is the present one")
    ResponseEntity<EntryJson> read(
            @PathVariable long id, HttpServletRequest request, @Parameter(hidden = true) Texts texts) {
        PolicyEntry entry = policies.find(id).orElseThrow(ApiException::notFound);
        return Preconditions.of(request).isKnown(entry)
                ? EntryAnswers.notModified(entry)
                : EntryAnswers.ok(entry, texts);
    }

    private static PolicyQuery query(
            @Nullable String q,
            @Nullable String policy,
            @Nullable String active,
            @Nullable String page,
            @Nullable String size,
            @Nullable String sort) {
        QueryParameters parameters = new QueryParameters();
        String search = parameters.text("q", q);
        Level level = parameters.oneOf("policy", policy, LEVELS, Level::find);
        PolicyQuery.State state = state(parameters.truth("active", active));
        int pageNumber = parameters.number("page", page, 0, Integer.MAX_VALUE, 0);
        int pageSize = parameters.number("size", size, 1, PolicyQuery.MAX_SIZE, DEFAULT_SIZE);
        Sorting given = parameters.oneOf("sort", sort, Sorting.ALLOWED, Sorting::find);
        parameters.requireValid();
        Sorting sorting = given == null ? Sorting.DEFAULT : given;
        return new PolicyQuery(
                search == null ? "" : search, level, state, pageNumber, pageSize, sorting.by(), sorting.descending());
    }

    private static PolicyQuery.@Nullable State state(@Nullable Boolean active) {
        if (active == null) {
            return null;
        }
        return active ? PolicyQuery.State.ACTIVE : PolicyQuery.State.INACTIVE;
    }
}
