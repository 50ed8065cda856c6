package dev.postseal.api.policies;

import dev.postseal.api.query.QueryParameters;
import dev.postseal.policy.Level;
import dev.postseal.policy.PolicyQuery;
import dev.postseal.policy.PolicyQuery.Expiry;
import dev.postseal.policy.PolicyQuery.State;
import dev.postseal.policy.PolicyQuery.Use;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which entries a call is about. */
record PolicyParameters(
        @Parameter(
                description = "Part of a target (as stored or as people read it), a reason or an owner;"
                        + " one or two characters: the beginning of a target.")
        @Nullable String q,

        @Parameter(description = "Only this level.", example = "secure") @Nullable String policy,

        @Parameter(description = "Only entries that are switched on, or off.", schema = @Schema(type = "boolean"))
        @Nullable String active,

        @Parameter(description = "Only entries of exactly this owner.") @Nullable String owner,

        @Parameter(
                description =
                        "expired: only entries whose time is over; soon: only those whose time ends within 14 days.",
                schema = @Schema(allowableValues = {"expired", "soon"}))
        @Nullable String expiry,

        @Parameter(
                description =
                        "failing: only entries under which the last attempt did not get through; never: only those"
                                + " under which there was no attempt, and that Postfix has not asked for by socketmap.",
                schema = @Schema(allowableValues = {"failing", "never"}))
        @Nullable String use,

        @Parameter(description = "From 0.", schema = @Schema(type = "integer", defaultValue = "0", minimum = "0"))
        @Nullable String page,

        @Parameter(
                description = "Entries per page.",
                schema = @Schema(type = "integer", defaultValue = "50", minimum = "1", maximum = "1000"))
        @Nullable String size,

        @Parameter(
                description = "target, policy, owner or updatedAt; backwards with \",desc\" behind or \"-\" before it.",
                schema = @Schema(defaultValue = "target"))
        @Nullable String sort) {
    private static final List<String> LEVELS =
            Arrays.stream(Level.values()).map(Level::text).toList();
    private static final int DEFAULT_SIZE = 50;

    /** @throws dev.postseal.api.errors.ApiException 400 */
    PolicyQuery query() {
        QueryParameters parameters = new QueryParameters();
        String search = parameters.text("q", q);
        Level level = parameters.oneOf("policy", policy, LEVELS, Level::find);
        Boolean activity = parameters.truth("active", active);
        String of = parameters.text("owner", owner);
        Expiry end = parameters.oneOf("expiry", expiry, Expiry.values());
        Use used = parameters.oneOf("use", use, Use.values());
        int pageNumber = parameters.number("page", page, 0, Integer.MAX_VALUE, 0);
        int pageSize = parameters.number("size", size, 1, PolicyQuery.MAX_SIZE, DEFAULT_SIZE);
        Sorting given = parameters.oneOf("sort", sort, Sorting.ALLOWED, Sorting::find);
        parameters.requireValid();
        Sorting sorting = given == null ? Sorting.DEFAULT : given;
        return new PolicyQuery(
                search == null ? "" : search,
                level,
                activity == null ? null : activity ? State.ACTIVE : State.INACTIVE,
                of == null ? "" : of,
                end,
                used,
                pageNumber,
                pageSize,
                sorting.by(),
                sorting.descending());
    }

    /** Whether any of them leaves entries out. */
    boolean isFiltered() {
        return java.util.stream.Stream.of(q, policy, active, owner, expiry, use)
                .anyMatch(text -> text != null && !text.isEmpty());
    }
}
