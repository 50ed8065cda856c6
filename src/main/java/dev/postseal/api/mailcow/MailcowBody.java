package dev.postseal.api.mailcow;

import dev.postseal.api.errors.ApiException;
import dev.postseal.api.errors.FieldError;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client sends: JSON, or a form whose fields {@code attr} and {@code items} are JSON.
 *
 * @param attr null: there is none
 * @param items ids; null: there are none
 */
record MailcowBody(@Nullable JsonNode attr, @Nullable JsonNode items) {
    private static final int MAX_BYTES = 1024 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The body of {@code add}: the attributes themselves. */
    static MailcowBody ofAttributes(HttpServletRequest request) {
        return isJson(request) ? new MailcowBody(json(request), null) : form(request);
    }

    /** The body of {@code edit}: attributes and ids. */
    static MailcowBody ofBoth(HttpServletRequest request) {
        if (!isJson(request)) {
            return form(request);
        }
        JsonNode body = json(request);
        return new MailcowBody(body.path("attr"), body.path("items"));
    }

    /** The body of {@code delete}: the ids themselves, which some clients put into {@code items} as for {@code edit}. */
    static MailcowBody ofItems(HttpServletRequest request) {
        if (!isJson(request)) {
            return form(request);
        }
        JsonNode body = json(request);
        return new MailcowBody(null, body.has("items") ? body.get("items") : body);
    }

    /** An empty object where something else was sent, as PHP has it. */
    ObjectNode attributes() {
        return attr instanceof ObjectNode object ? object.deepCopy().without("csrf_token") : empty();
    }

    /** A list, or one id alone. */
    List<JsonNode> ids() {
        if (items == null || items.isNull() || items.isMissingNode()) {
            return List.of();
        }
        return items.isArray() ? items.valueStream().toList() : List.of(items);
    }

    private static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static boolean isJson(HttpServletRequest request) {
        return Optional.ofNullable(request.getContentType())
                .filter(type -> type.contains("application/json"))
                .isPresent();
    }

    private static MailcowBody form(HttpServletRequest request) {
        return new MailcowBody(field(request, "attr"), field(request, "items"));
    }

    /** Null where the field is missing; a field that is no JSON says nothing. */
    private static @Nullable JsonNode field(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        if (value == null) {
            return null;
        }
        try {
            return JSON.readTree(value);
        } catch (JacksonException e) {
            return JsonNodeFactory.instance.missingNode();
        }
    }

    private static JsonNode json(HttpServletRequest request) {
        try {
            byte[] bytes = request.getInputStream().readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw ApiException.of(HttpStatus.CONTENT_TOO_LARGE, FieldError.of(null, "too-large"));
            }
            JsonNode body = JSON.readTree(bytes);
            if (!body.isNull() && !body.isMissingNode()) {
                return body;
            }
        } catch (JacksonException | IOException e) {
            // Said below.
        }
        throw ApiException.of(HttpStatus.BAD_REQUEST, FieldError.of(null, "json.syntax"));
    }
}
