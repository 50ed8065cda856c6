package dev.postseal.api.query;

import dev.postseal.api.errors.ApiException;
import dev.postseal.api.errors.FieldError;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Reads query parameters and collects what is wrong with them. A parameter without a value counts as left out.
 */
public final class QueryParameters {
    private static final int MAX_TEXT = 1000;
    /** Of the year 9999. */
    private static final long LAST_SECOND = 253_402_300_800L;

    private final List<FieldError> errors = new ArrayList<>();

    /** Null when left out. */
    public @Nullable String text(String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        if (value.length() > MAX_TEXT) {
            errors.add(FieldError.of(name, "too-long", String.valueOf(MAX_TEXT)));
        } else if (value.chars().anyMatch(Character::isISOControl)) {
            errors.add(FieldError.of(name, "control-character"));
        } else {
            return value;
        }
        return null;
    }

    public int number(String name, @Nullable String value, int least, int most, int otherwise) {
        if (value == null || value.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as for numbers out of range.
        }
        errors.add(FieldError.of(name, "number", String.valueOf(least), String.valueOf(most)));
        return otherwise;
    }

    /** Null when left out. */
    public @Nullable Boolean truth(String name, @Nullable String value) {
        return oneOf(name, value, List.of("true", "false"), text -> switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    /** Null when left out. */
    public <T> @Nullable T oneOf(
            String name, @Nullable String value, List<String> allowed, Function<String, Optional<T>> find) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        Optional<T> found = find.apply(value);
        if (found.isEmpty()) {
            errors.add(FieldError.of(name, "choice", String.join(", ", allowed)));
        }
        return found.orElse(null);
    }

    /** One of an enum, in lower case. Null when left out. */
    public <E extends Enum<E>> @Nullable E oneOf(String name, @Nullable String value, E[] allowed) {
        List<String> texts = Arrays.stream(allowed)
                .map(one -> one.name().toLowerCase(Locale.ROOT))
                .toList();
        return oneOf(
                name,
                value,
                texts,
                text -> Optional.of(texts.indexOf(text)).filter(at -> at >= 0).map(at -> allowed[at]));
    }

    /** Null when left out. */
    public @Nullable Instant moment(String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        try {
            Instant moment = OffsetDateTime.parse(value).toInstant();
            if (Math.abs(moment.getEpochSecond()) < LAST_SECOND) {
                return moment;
            }
        } catch (DateTimeParseException e) {
            // Said below, as for years that nobody means.
        }
        errors.add(FieldError.of(name, "time"));
        return null;
    }

    /** Throws what is wrong with any of the parameters read so far. */
    public void requireValid() {
        if (!errors.isEmpty()) {
            throw new ApiException(HttpStatus.BAD_REQUEST, errors);
        }
    }
}
