package dev.postseal.api.policies;

import dev.postseal.api.errors.FieldError;
import dev.postseal.api.query.JsonFields;
import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.ThereafterDraft;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the members of a body over a draft: what the body leaves out stays as the draft has it, {@code null} means the
 * default (RFC 7396).
 */
final class EntryFields {
    private static final Set<String> WRITABLE =
            Set.of("target", "policy", "parameters", "active", "reason", "owner", "expiresAt", "thereafter");
    private static final Set<String> OF_THEREAFTER = Set.of("policy", "parameters", "reason", "owner");
    private static final Set<String> IGNORED =
            Set.of("id", "displayTarget", "createdAt", "createdBy", "updatedAt", "updatedBy", "version", "findings");

    private final JsonFields fields;

    EntryFields(JsonNode body) {
        this.fields = new JsonFields(body, WRITABLE, IGNORED);
    }

    /** What is written when a body says nothing else. */
    static PolicyDraft defaults(String target) {
        return new PolicyDraft(target, "", "", true, "", "", null);
    }

    /**
     * The body's members over the base.
     *
     * @throws dev.postseal.api.errors.ApiException when a member has a wrong JSON type
     */
    PolicyDraft over(PolicyDraft base) {
        Instant expiresAt = fields.moment("expiresAt", base.expiresAt());
        // Who takes the end away and says nothing of what comes after it does not want that either.
        ThereafterDraft former = expiresAt == null ? null : base.thereafter();
        PolicyDraft draft = new PolicyDraft(
                fields.required("target", base.target()),
                fields.required("policy", base.policy()),
                fields.text("parameters", base.parameters()),
                fields.truth("active", base.active(), true),
                fields.text("reason", base.reason()),
                fields.text("owner", base.owner()),
                expiresAt,
                fields.part("thereafter", OF_THEREAFTER, former, EntryFields::thereafter));
        fields.requireReadable();
        return draft;
    }

    private static ThereafterDraft thereafter(JsonFields fields, @Nullable ThereafterDraft former) {
        ThereafterDraft base = former == null ? new ThereafterDraft("", "", "", "") : former;
        return new ThereafterDraft(
                fields.required("policy", base.policy()),
                fields.text("parameters", base.parameters()),
                fields.text("reason", base.reason()),
                fields.text("owner", base.owner()));
    }

    /** What is wrong with the members by themselves, beyond the rules of the entries. */
    List<FieldError> errors() {
        return fields.errors();
    }
}
