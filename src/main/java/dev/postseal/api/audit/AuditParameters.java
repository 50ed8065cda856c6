package dev.postseal.api.audit;

import dev.postseal.api.errors.ApiException;
import dev.postseal.api.errors.FieldError;
import dev.postseal.api.query.QueryParameters;
import dev.postseal.audit.AuditQuery;
import dev.postseal.audit.Subject;
import dev.postseal.audit.Who;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Which records a call asks for. */
record AuditParameters(
        @Parameter(description = "Part of who did it: a user's name, key:NAME or system.") @Nullable String actor,

        @Parameter(description = "user, key, import or system.") @Nullable String who,

        @Parameter(description = "Part of the name of what was changed, such as a target.") @Nullable String q,

        @Parameter(description = "policy, user, key, setting or delivery.") @Nullable String kind,

        @Parameter(description = "The earliest moment.", schema = @Schema(type = "string", format = "date-time"))
        @Nullable String from,

        @Parameter(
                description = "The moment after the latest.",
                schema = @Schema(type = "string", format = "date-time"))
        @Nullable String to,

        @Parameter(description = "next of the page before.", schema = @Schema(type = "integer", format = "int64"))
        @Nullable String before,

        @Parameter(
                description = "Records per page.",
                schema = @Schema(type = "integer", defaultValue = "50", minimum = "1", maximum = "1000"))
        @Nullable String size) {
    private static final List<String> WHO =
            Arrays.stream(Who.values()).map(Who::text).toList();
    private static final List<String> KINDS =
            Arrays.stream(Subject.values()).map(Subject::text).toList();
    private static final int DEFAULT_SIZE = 50;

    /** @throws ApiException 400 */
    AuditQuery query() {
        QueryParameters parameters = new QueryParameters();
        String actorText = parameters.text("actor", actor);
        Who only = parameters.oneOf("who", who, WHO, Who::find);
        String search = parameters.text("q", q);
        Subject subject = parameters.oneOf("kind", kind, KINDS, Subject::find);
        Instant earliest = parameters.moment("from", from);
        Instant end = parameters.moment("to", to);
        int page = parameters.number("size", size, 1, AuditQuery.MAX_SIZE, DEFAULT_SIZE);
        parameters.requireValid();
        return new AuditQuery(actorText, only, search, subject, earliest, end, number("before", before), page);
    }

    private static @Nullable Long number(String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        if (!value.matches("[0-9]{1,18}")) {
            throw ApiException.of(
                    HttpStatus.BAD_REQUEST, FieldError.of(name, "number", "0", String.valueOf(Long.MAX_VALUE)));
        }
        return Long.valueOf(value);
    }
}
