package dev.postseal.audit;

import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.PolicyEntry;
import dev.postseal.policy.ThereafterDraft;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Of an entry, what somebody decided. Its JSON is what records keep, so fields are only ever added. */
record EntryState(
        long id,
        String target,
        String policy,
        String parameters,
        boolean active,
        String reason,
        String owner,
        @Nullable String expiresAt,
        @Nullable ThereafterDraft thereafter,
        long version) {
    /** The same JSON, made in the database from a row of {@code policy_entry}: the name of the table goes into all places. */
    static final String SQL = """
            (select row_to_json(s) from (select %1$s.id, %1$s.target, %1$s.policy, %1$s.parameters, %1$s.active,
                %1$s.reason, %1$s.owner, to_char(%1$s.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
                as "expiresAt", case when %1$s.thereafter_policy is not null then json_build_object('policy',
                %1$s.thereafter_policy, 'parameters', %1$s.thereafter_parameters, 'reason', %1$s.thereafter_reason,
                'owner', %1$s.thereafter_owner) end as thereafter, %1$s.version) s)""";

    static EntryState of(PolicyEntry entry) {
        Instant expiresAt = entry.expiresAt();
        return new EntryState(
                entry.id(),
                entry.target(),
                entry.policy().text(),
                entry.parameters(),
                entry.active(),
                entry.reason(),
                entry.owner(),
                expiresAt == null ? null : expiresAt.toString(),
                entry.draft().thereafter(),
                entry.version());
    }

    static EntryState of(JsonNode json) {
        JsonNode expiresAt = json.path("expiresAt");
        return new EntryState(
                json.path("id").asLong(),
                json.path("target").asString(),
                json.path("policy").asString(),
                json.path("parameters").asString(""),
                json.path("active").asBoolean(true),
                json.path("reason").asString(""),
                json.path("owner").asString(""),
                expiresAt.isString() ? expiresAt.asString() : null,
                thereafter(json.path("thereafter")),
                json.path("version").asLong());
    }

    private static @Nullable ThereafterDraft thereafter(JsonNode json) {
        return json.isObject()
                ? new ThereafterDraft(
                        json.path("policy").asString(),
                        json.path("parameters").asString(""),
                        json.path("reason").asString(""),
                        json.path("owner").asString(""))
                : null;
    }

    PolicyDraft draft() {
        Instant end = expiresAt == null ? null : Instant.parse(expiresAt);
        return new PolicyDraft(target, policy, parameters, active, reason, owner, end, thereafter);
    }

    /** Whether the entry says the same, whatever its version. */
    boolean says(PolicyEntry entry) {
        return draft().equals(entry.draft());
    }
}
