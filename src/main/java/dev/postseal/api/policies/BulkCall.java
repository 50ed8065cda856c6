package dev.postseal.api.policies;

import dev.postseal.api.errors.ApiException;
import dev.postseal.api.errors.FieldError;
import dev.postseal.api.query.JsonBody;
import dev.postseal.api.query.JsonFields;
import dev.postseal.api.query.JsonRequest;
import dev.postseal.policy.BulkKind;
import dev.postseal.policy.BulkPolicies;
import dev.postseal.texts.Texts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "policies")
class BulkCall {
    private static final List<String> ACTS =
            Stream.of(BulkKind.values()).map(BulkKind::text).toList();
    private static final Set<String> FIELDS = Set.of("act", "ids", "owner", "expiresAt");

    private final BulkPolicies bulk;

    BulkCall(BulkPolicies bulk) {
        this.bulk = bulk;
    }

    /** What a body may say, for the description of the API. */
    @Schema(name = "BulkBody")
    record BulkBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            BulkKind act,

            @Schema(description = "The entries; when left out, all that the query's filters find.") @Nullable List<Long> ids,

            @Schema(description = "For assign; empty: nobody.") @Nullable String owner,

            @Schema(description = "For expire; null: never.", nullable = true, format = "date-time") @Nullable String expiresAt) {}

    @PostMapping(
            path = EntryAnswers.PATH + "/bulk",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "changePolicies",
            summary = "Change many entries at once",
            description =
                    "All or none, at most 10,000 of them: those named in ids, or all that the filters in the query find,"
                            + " of which there must be one at least. page, size and sort do not count here. When this is answered,"
                            + " this node decides by what became of them.")
    @JsonRequest(BulkBody.class)
    BulkJson change(
            @ParameterObject @ModelAttribute PolicyParameters parameters, HttpServletRequest request, Texts texts) {
        JsonFields fields = new JsonFields(JsonBody.of(request), FIELDS, Set.of());
        BulkKind act = fields.oneOf("act", ACTS, BulkKind::find);
        List<Long> ids = fields.numbers("ids");
        String owner = fields.text("owner", "");
        Instant expiresAt = fields.moment("expiresAt", null);
        fields.requireReadable();
        if (!BulkPolicies.canBeOwner(owner)) {
            fields.refuse(FieldError.of("owner", "owner"));
        }
        if (ids.isEmpty() != parameters.isFiltered()) {
            fields.refuse(FieldError.of("ids", "ids-or-filter"));
        }
        fields.requireValid();
        List<Long> chosen = ids.isEmpty() ? bulk.matching(parameters.query()) : ids;
        if (chosen.size() > BulkPolicies.MOST) {
            throw ApiException.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    FieldError.of("ids", "too-many", String.valueOf(BulkPolicies.MOST)));
        }
        return BulkJson.of(bulk.apply(Objects.requireNonNull(act).with(owner, expiresAt), chosen), texts);
    }
}
