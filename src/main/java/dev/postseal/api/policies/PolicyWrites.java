package dev.postseal.api.policies;

import dev.postseal.api.query.JsonBody;
import dev.postseal.api.query.JsonRequest;
import dev.postseal.texts.Texts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = EntryAnswers.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "policies")
class PolicyWrites {
    private static final String IF_MATCH = "Versions of the entry, as ETags, of which one must be the present one.";

    private static final String WHOLE = "The body is the whole entry: what it leaves out (parameters, reason, owner,"
            + " expiresAt, thereafter, active) gets its default, whatever the entry said before."
            + " To change some fields only, PATCH the entry by its id.";

    private final EntryWriter writer;

    PolicyWrites(EntryWriter writer) {
        this.writer = writer;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "createPolicy", summary = "Create an entry")
    @JsonRequest(EntryBody.class)
    @ApiResponse(
            responseCode = "201",
            description = "Created; this node decides by it already",
            useReturnTypeSchema = true)
    ResponseEntity<EntryJson> create(HttpServletRequest request, @Parameter(hidden = true) Texts texts) {
        return EntryAnswers.of(writer.create(JsonBody.of(request)), texts);
    }

    @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "replacePolicy",
            summary = "Replace an entry",
            description = WHOLE,
            parameters = @Parameter(name = "If-Match", in = ParameterIn.HEADER, description = IF_MATCH))
    @JsonRequest(EntryBody.class)
    ResponseEntity<EntryJson> replace(
            @PathVariable long id, HttpServletRequest request, @Parameter(hidden = true) Texts texts) {
        return EntryAnswers.of(writer.replace(id, JsonBody.of(request), Preconditions.of(request)), texts);
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {"application/merge-patch+json", MediaType.APPLICATION_JSON_VALUE})
    @Operation(
            operationId = "patchPolicy",
            summary = "Change some fields of an entry (RFC 7396)",
            description = "Null resets a field to its default.",
            parameters = @Parameter(name = "If-Match", in = ParameterIn.HEADER, description = IF_MATCH))
    @JsonRequest(EntryBody.class)
    ResponseEntity<EntryJson> patch(
            @PathVariable long id, HttpServletRequest request, @Parameter(hidden = true) Texts texts) {
        return EntryAnswers.of(writer.patch(id, JsonBody.of(request), Preconditions.of(request)), texts);
    }

    @DeleteMapping("/{id}")
    @Operation(
            operationId = "deletePolicy",
            summary = "Delete an entry",
            parameters = @Parameter(name = "If-Match", in = ParameterIn.HEADER, description = IF_MATCH))
    @ApiResponse(responseCode = "204", description = "Gone; this node no longer decides by it")
    ResponseEntity<Void> delete(@PathVariable long id, HttpServletRequest request) {
        writer.delete(id, Preconditions.of(request));
        return ResponseEntity.noContent().build();
    }

    @PutMapping(path = "/by-target/{target}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "putPolicyByTarget",
            summary = "Create the entry of a target, or replace it",
            description = "For automation that is run again and again: the same call again changes nothing. " + WHOLE
                    + " With If-None-Match: * only a new entry is written.")
    @JsonRequest(EntryBody.class)
    @ApiResponse(responseCode = "200", description = "Replaced, or as it was", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "201", description = "Created", useReturnTypeSchema = true)
    ResponseEntity<EntryJson> put(
            @Parameter(description = "Percent-encoded.", example = "[mail.example.com]:587") @PathVariable
                    String target,
            HttpServletRequest request,
            @Parameter(hidden = true) Texts texts) {
        return EntryAnswers.of(writer.put(target, JsonBody.of(request), Preconditions.of(request)), texts);
    }
}
