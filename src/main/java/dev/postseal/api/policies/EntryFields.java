package dev.postseal.api.policies;

import dev.postseal.api.errors.ApiException;
import dev.postseal.api.errors.FieldError;
import dev.postseal.policy.PolicyDraft;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;

/**
 * Reads the members of a body over a draft: what the body leaves out stays as the draft has it, {@code null} means the
 * default (RFC 7396). A wrong JSON type is a malformed request; a member nobody knows is refused, because a slip of the
 * pen would otherwise write something else than was meant.
 */
final class EntryFields {
    private static final Set<String> WRITABLE =
            Set.of("target", "policy", "parameters", "active", "reason", "owner", "expiresAt");
    private static final Set<String> IGNORED =
            Set.of("id", "displayTarget", "createdAt", "createdBy", "updatedAt", "updatedBy", "version", "findings");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private final JsonNode body;
    private final List<FieldError> malformed = new ArrayList<>();
    private final List<FieldError> errors = new ArrayList<>();

    EntryFields(JsonNode body) {
        this.body = body;
    }

    /** What is written when a body says nothing else. */
    static PolicyDraft defaults(String target) {
        return new PolicyDraft(target, "", "", true, "", "", null);
    }

    /**
     * The body's members over the base.
     *
     * @throws ApiException when a member has a wrong JSON type
     */
    PolicyDraft over(PolicyDraft base) {
        refuseUnknown();
        PolicyDraft draft = new PolicyDraft(
                required("target", base.target()),
                required("policy", base.policy()),
                text("parameters", base.parameters()),
                truth(base.active()),
                text("reason", base.reason()),
                text("owner", base.owner()),
                moment(base.expiresAt()));
        if (!malformed.isEmpty()) {
            throw new ApiException(HttpStatus.BAD_REQUEST, malformed);
        }
        return draft;
    }

    /** What is wrong with the members by themselves, beyond the rules of the entries. */
    List<FieldError> errors() {
        return errors;
    }

    private void refuseUnknown() {
        body.propertyNames().stream()
                .filter(name -> !WRITABLE.contains(name) && !IGNORED.contains(name))
                .forEach(name -> errors.add(FieldError.of(name, "unknown-field", name)));
    }

    private String required(String name, String otherwise) {
        String text = text(name, otherwise);
        if (text.isBlank()) {
            errors.add(FieldError.of(name, "required"));
        }
        return text;
    }

    private String text(String name, String otherwise) {
        JsonNode value = body.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value.isNull()) {
            return "";
        }
        if (!value.isString()) {
            malformed.add(FieldError.of(name, "json.string"));
            return "";
        }
        return storable(name, value.stringValue());
    }

    /** The database knows neither U+0000 nor half a character. */
    private String storable(String name, String text) {
        if (text.indexOf('\0') < 0 && text.codePoints().noneMatch(EntryFields::isSurrogate)) {
            return text;
        }
        errors.add(FieldError.of(name, "control-character"));
        return "";
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private boolean truth(boolean otherwise) {
        JsonNode value = body.get("active");
        if (value == null) {
            return otherwise;
        }
        if (!value.isNull() && !value.isBoolean()) {
            malformed.add(FieldError.of("active", "json.boolean"));
            return true;
        }
        return value.isNull() || value.booleanValue();
    }

    private @Nullable Instant moment(@Nullable Instant otherwise) {
        if (!body.has("expiresAt")) {
            return otherwise;
        }
        String text = text("expiresAt", "");
        if (text.isBlank()) {
            return null;
        }
        try {
            Instant moment = OffsetDateTime.parse(text.strip()).toInstant().truncatedTo(ChronoUnit.MILLIS);
            if (moment.isAfter(Instant.EPOCH) && !moment.isAfter(LATEST)) {
                return moment;
            }
        } catch (DateTimeException e) {
            // Said below, as for moments out of range.
        }
        errors.add(FieldError.of("expiresAt", "time"));
        return null;
    }
}
