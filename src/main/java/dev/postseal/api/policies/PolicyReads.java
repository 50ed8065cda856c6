package dev.postseal.api.policies;

import dev.postseal.api.errors.ApiException;
import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyEntry;
import dev.postseal.texts.Texts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = EntryAnswers.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "policies", description = "TLS policies by target")
class PolicyReads {
    private final Policies policies;

    PolicyReads(Policies policies) {
        this.policies = policies;
    }

    @GetMapping
    @Operation(operationId = "listPolicies", summary = "List and search entries")
    EntryPageJson list(
            @ParameterObject @ModelAttribute PolicyParameters parameters, @Parameter(hidden = true) Texts texts) {
        return EntryPageJson.of(policies.search(parameters.query()), texts);
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
}
