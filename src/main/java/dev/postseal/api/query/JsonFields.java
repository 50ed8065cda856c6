package dev.postseal.api.query;

import dev.postseal.api.errors.ApiException;
import dev.postseal.api.errors.FieldError;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;

/**
 * Reads the members of a JSON body and collects what is wrong with them. A wrong JSON type makes the request malformed; a
 * member nobody knows is refused, because a slip of the pen would otherwise write something else than was meant.
 */
public final class JsonFields {
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private final JsonNode body;
    /** Before the names of members of a part. */
    private final String prefix;

    private final List<FieldError> malformed;
    private final List<FieldError> errors;

    /**
     * @param ignored members that are allowed and say nothing, such as those that only answers have
     */
    public JsonFields(JsonNode body, Set<String> known, Set<String> ignored) {
        this(body, "", new ArrayList<>(), new ArrayList<>());
        refuseUnknown(known, ignored);
    }

    private JsonFields(JsonNode body, String prefix, List<FieldError> malformed, List<FieldError> errors) {
        this.body = body;
        this.prefix = prefix;
        this.malformed = malformed;
        this.errors = errors;
    }

    private void refuseUnknown(Set<String> known, Set<String> ignored) {
        body.propertyNames().stream()
                .filter(name -> !known.contains(name) && !ignored.contains(name))
                .forEach(name -> refuse(name, "unknown-field", name));
    }

    /**
     * A member that is an object, read over what it was (RFC 7396); null for null. What is wrong with its members is named
     * with the member's own name before a dot.
     */
    public <T> @Nullable T part(
            String name, Set<String> known, @Nullable T otherwise, BiFunction<JsonFields, @Nullable T, T> read) {
        JsonNode value = body.get(name);
        if (value == null || value.isNull()) {
            return value == null ? otherwise : null;
        }
        if (!value.isObject()) {
            malformed(name, "json.object");
            return null;
        }
        var fields = new JsonFields(value, prefix + name + ".", malformed, errors);
        fields.refuseUnknown(known, Set.of());
        return read.apply(fields, otherwise);
    }

    /** A text that must not be blank. */
    public String required(String name, String otherwise) {
        String text = text(name, otherwise);
        if (text.isBlank()) {
            refuse(name, "required");
        }
        return text;
    }

    /** Empty for null (RFC 7396). */
    public String text(String name, String otherwise) {
        JsonNode value = body.get(name);
        if (value == null) {
            return otherwise;
        }
        return value.isNull() ? "" : string(name, value);
    }

    /** Empty when left out or null. */
    public List<String> texts(String name) {
        return each(name).stream().map(value -> string(name, value)).toList();
    }

    /** Empty when left out or null. */
    public List<Long> numbers(String name) {
        List<Long> numbers = new ArrayList<>();
        for (JsonNode value : each(name)) {
            if (value.canConvertToLong() && value.isIntegralNumber()) {
                numbers.add(value.longValue());
            } else {
                malformed(name, "json.number");
            }
        }
        return numbers;
    }

    /**
     * @param ofNull for null (RFC 7396)
     */
    public boolean truth(String name, boolean otherwise, boolean ofNull) {
        JsonNode value = body.get(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isNull() && !value.isBoolean()) {
            malformed(name, "json.boolean");
        }
        return value.isBoolean() ? value.booleanValue() : ofNull;
    }

    /** Null for null (RFC 7396) or an empty text. */
    public @Nullable Instant moment(String name, @Nullable Instant otherwise) {
        if (!body.has(name)) {
            return otherwise;
        }
        String text = text(name, "");
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
        refuse(name, "time");
        return null;
    }

    /** Null when there is something wrong; it must be there. */
    public <T> @Nullable T oneOf(String name, List<String> allowed, Function<String, Optional<T>> find) {
        String text = required(name, "");
        Optional<T> found = find.apply(text);
        if (found.isEmpty() && !text.isBlank()) {
            refuse(name, "choice", String.join(", ", allowed));
        }
        return found.orElse(null);
    }

    private void malformed(String name, String code) {
        malformed.add(FieldError.of(prefix + name, code));
    }

    private void refuse(String name, String code, String... arguments) {
        refuse(FieldError.of(prefix + name, code, arguments));
    }

    /** Adds what the members break by what they say. */
    public void refuse(FieldError error) {
        errors.add(error);
    }

    /** What the members break by what they say, so far. */
    public List<FieldError> errors() {
        return errors;
    }

    /** @throws ApiException 400 when a member read so far has a wrong JSON type */
    public void requireReadable() {
        if (!malformed.isEmpty()) {
            throw new ApiException(HttpStatus.BAD_REQUEST, malformed);
        }
    }

    /** @throws ApiException 400, or 422 when a member read so far breaks a rule */
    public void requireValid() {
        requireReadable();
        if (!errors.isEmpty()) {
            throw new ApiException(HttpStatus.UNPROCESSABLE_CONTENT, errors);
        }
    }

    private List<JsonNode> each(String name) {
        JsonNode value = body.get(name);
        if (value == null || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            malformed(name, "json.array");
            return List.of();
        }
        return value.valueStream().toList();
    }

    private String string(String name, JsonNode value) {
        if (!value.isString()) {
            malformed(name, "json.string");
            return "";
        }
        return storable(name, value.stringValue());
    }

    /** The database knows neither U+0000 nor half a character. */
    private String storable(String name, String text) {
        if (text.indexOf('\0') < 0 && text.codePoints().noneMatch(JsonFields::isSurrogate)) {
            return text;
        }
        refuse(name, "control-character");
        return "";
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
