package dev.postseal.api.query;

import dev.postseal.api.errors.ApiException;
import dev.postseal.api.errors.FieldError;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A body that must be one JSON object, without repeated members, of which one reader might take the first, another the last. */
public final class JsonBody {
    /** An entry is far smaller; more would only cost memory. */
    private static final int MAX_BYTES = 256 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonBody() {}

    /** @throws ApiException 400 or 413 */
    public static JsonNode of(HttpServletRequest request) {
        JsonNode body = parse(bytes(request));
        if (!body.isObject()) {
            throw badRequest("json.not-object");
        }
        return body;
    }

    private static byte[] bytes(HttpServletRequest request) {
        try {
            byte[] bytes = request.getInputStream().readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw ApiException.of(HttpStatus.CONTENT_TOO_LARGE, FieldError.of(null, "too-large"));
            }
            return bytes;
        } catch (IOException cutOff) {
            throw badRequest("bad-request");
        }
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (JacksonException e) {
            throw badRequest("json.syntax");
        }
    }

    private static ApiException badRequest(String code) {
        return new ApiException(HttpStatus.BAD_REQUEST, List.of(FieldError.of(null, code)));
    }
}
