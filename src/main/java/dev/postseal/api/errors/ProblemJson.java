package dev.postseal.api.errors;

import dev.postseal.texts.Texts;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A problem (RFC 9457) as the API writes it. Some add members of their own, such as {@code existingId}.
 */
@Schema(name = "Problem", description = "What is wrong with a call (RFC 9457).")
public record ProblemJson(
        @Schema(example = "about:blank") String type,
        @Schema(example = "Unprocessable Content") String title,
        @Schema(example = "422") int status,

        @Schema(description = "In the language of Accept-Language, English by default.")
        String detail,

        List<Item> errors) {

    /** One thing that is wrong. */
    @Schema(name = "ProblemItem")
    public record Item(
            @Schema(
                    description = "The field of the body, the parameter or the header; null: the call as a whole.",
                    nullable = true,
                    example = "parameters")
            @Nullable String field,

            @Schema(description = "Stable.", example = "required")
            String code,

            @Schema(description = "For people, in their language.")
            String message) {

        public static Item of(FieldError error, Texts texts) {
            return new Item(error.field(), error.code(), error.message().apply(texts));
        }
    }

    static Map<String, Object> of(ApiException failure, Texts texts) {
        List<Item> items =
                failure.errors().stream().map(error -> Item.of(error, texts)).toList();
        int status = failure.status().value();
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", title(status));
        problem.put("status", status);
        problem.put(
                "detail",
                items.size() == 1
                        ? items.getFirst().message()
                        : texts.coded("api.problem", "several", List.of(String.valueOf(items.size()))));
        problem.put("errors", items);
        problem.putAll(failure.details());
        return problem;
    }

    private static String title(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        return known == null ? "Error" : known.getReasonPhrase();
    }
}
