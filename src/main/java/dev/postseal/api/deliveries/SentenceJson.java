package dev.postseal.api.deliveries;

import dev.postseal.explanation.Sentence;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** One sentence of an explanation as the API writes it. */
@Schema(name = "Sentence")
record SentenceJson(
        @Schema(description = "Stable key of what is said.", example = "dns.mx-secure")
        String code,

        String text) {
    static List<SentenceJson> of(List<Sentence> sentences) {
        return sentences.stream()
                .map(sentence -> new SentenceJson(sentence.code(), sentence.text()))
                .toList();
    }
}
