package dev.postseal.api.policies;

import dev.postseal.api.errors.ApiException;
import dev.postseal.api.errors.FieldError;
import dev.postseal.policy.PolicyEntry;
import dev.postseal.policy.SaveResult;
import dev.postseal.texts.Texts;
import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Entries and results of writes as answers. */
final class EntryAnswers {
    static final String PATH = "/api/v1/policies";

    private EntryAnswers() {}

    static ResponseEntity<EntryJson> of(SaveResult result, Texts texts) {
        return switch (result) {
            case SaveResult.Saved saved -> saved(saved, texts);
            case SaveResult.Refused refused ->
                throw new ApiException(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        refused.problems().stream().map(FieldError::of).toList());
            case SaveResult.TargetTaken taken -> throw taken(taken.existing());
            case SaveResult.Stale stale -> throw Preconditions.failed(HttpHeaders.IF_MATCH, stale.current());
            case SaveResult.NotFound gone -> throw ApiException.notFound();
        };
    }

    static ResponseEntity<EntryJson> ok(PolicyEntry entry, Texts texts) {
        return of(ResponseEntity.ok(), entry, texts);
    }

    static ResponseEntity<EntryJson> notModified(PolicyEntry entry) {
        return ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                .eTag(Preconditions.tag(entry))
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .build();
    }

    static ApiException taken(PolicyEntry existing) {
        return ApiException.of(HttpStatus.CONFLICT, FieldError.of("target", "target-taken", existing.target()))
                .with("existingId", existing.id());
    }

    private static ResponseEntity<EntryJson> saved(SaveResult.Saved saved, Texts texts) {
        PolicyEntry entry = saved.entry();
        return saved.created()
                ? of(ResponseEntity.created(URI.create(PATH + "/" + entry.id())), entry, texts)
                : ok(entry, texts);
    }

    private static ResponseEntity<EntryJson> of(ResponseEntity.BodyBuilder answer, PolicyEntry entry, Texts texts) {
        return answer.eTag(Preconditions.tag(entry))
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .header(HttpHeaders.CONTENT_LANGUAGE, texts.language().toLanguageTag())
                .body(EntryJson.of(entry, texts));
    }
}
