package dev.postseal.api.policies;

import dev.postseal.api.errors.ApiException;
import dev.postseal.api.errors.FieldError;
import dev.postseal.mail.SyntaxException;
import dev.postseal.policy.DeleteResult;
import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.PolicyEntry;
import dev.postseal.policy.PolicyValidation;
import dev.postseal.policy.SaveResult;
import dev.postseal.policy.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Writes entries as HTTP demands it: a client that names a version gets 412 when it is not that one any more; a client
 * that does not is never told so, its write is made anew over what stands there by then.
 */
@Component
class EntryWriter {
    private static final int TRIES = 5;

    private final Policies policies;

    EntryWriter(Policies policies) {
        this.policies = policies;
    }

    SaveResult create(JsonNode body) {
        return policies.create(checked(new EntryFields(body), EntryFields.defaults("")));
    }

    SaveResult replace(long id, JsonNode body, Preconditions preconditions) {
        return settled(preconditions, () -> update(id, body, EntryFields.defaults(""), preconditions));
    }

    SaveResult patch(long id, JsonNode body, Preconditions preconditions) {
        return settled(preconditions, () -> {
            PolicyEntry current = existing(id);
            preconditions.requireFor(current);
            // Over the version that was read, or a change in between would be undone.
            return policies.update(id, checked(new EntryFields(body), current.draft()), current.version());
        });
    }

    /** Creates the entry of that target or replaces it; an override that has ended in the meantime is left where it is. */
    SaveResult put(String target, JsonNode body, Preconditions preconditions) {
        PolicyDraft draft = checked(new EntryFields(body), EntryFields.defaults(target));
        return switch (policies.validate(draft)) {
            case PolicyValidation.Invalid invalid ->
                policies.goneBack(draft)
                        .map(entry -> unchanged(target, entry, preconditions))
                        .orElseGet(() -> new SaveResult.Refused(invalid.problems()));
            case PolicyValidation.Valid valid -> {
                requireSameTarget(target, valid.target());
                yield settled(preconditions, () -> putOnce(valid.target(), draft, preconditions));
            }
        };
    }

    private static SaveResult unchanged(String target, PolicyEntry entry, Preconditions preconditions) {
        requireSameTarget(target, entry.target());
        preconditions.requireFor(entry);
        return new SaveResult.Saved(entry, false);
    }

    void delete(long id, Preconditions preconditions) {
        for (int i = 0; i < TRIES; i++) {
            PolicyEntry current = existing(id);
            preconditions.requireFor(current);
            switch (policies.delete(id, preconditions.pinsVersion() ? current.version() : null)) {
                case DeleteResult.Deleted deleted -> {
                    return;
                }
                case DeleteResult.NotFound gone -> throw ApiException.notFound();
                case DeleteResult.Stale stale -> requireUnpinned(preconditions, stale.current());
            }
        }
        throw ApiException.unavailable("busy");
    }

    private static void requireUnpinned(Preconditions preconditions, PolicyEntry current) {
        if (preconditions.pinsVersion()) {
            throw Preconditions.failed(HttpHeaders.IF_MATCH, current);
        }
    }

    private SaveResult update(long id, JsonNode body, PolicyDraft base, Preconditions preconditions) {
        PolicyEntry current = existing(id);
        preconditions.requireFor(current);
        PolicyDraft draft = checked(new EntryFields(body), base);
        return policies.update(id, draft, preconditions.pinsVersion() ? current.version() : null);
    }

    private SaveResult putOnce(String target, PolicyDraft draft, Preconditions preconditions) {
        Optional<PolicyEntry> current = policies.findByTarget(target);
        current.ifPresentOrElse(preconditions::requireFor, preconditions::requireForNone);
        SaveResult result = current.isPresent() && preconditions.pinsVersion()
                ? policies.update(current.get().id(), draft, current.get().version())
                : preconditions.createOnly() ? policies.create(draft) : policies.put(draft, null);
        return result instanceof SaveResult.TargetTaken taken ? overtaken(taken.existing(), preconditions) : result;
    }

    /** Somebody else has created the entry since we looked: for those who want a new one too late, else to be replaced. */
    private static SaveResult overtaken(PolicyEntry existing, Preconditions preconditions) {
        if (preconditions.createOnly()) {
            throw Preconditions.failed(HttpHeaders.IF_NONE_MATCH, existing);
        }
        return new SaveResult.Stale(existing);
    }

    /** A conflict with another writer is the client's to solve only if it named a version. */
    private static SaveResult settled(Preconditions preconditions, Supplier<SaveResult> write) {
        for (int i = 0; i < TRIES; i++) {
            SaveResult result = write.get();
            if (!(result instanceof SaveResult.Stale) || preconditions.pinsVersion()) {
                return result;
            }
        }
        throw ApiException.unavailable("busy");
    }

    private PolicyEntry existing(long id) {
        return policies.find(id).orElseThrow(ApiException::notFound);
    }

    /** Everything that is wrong with the body at once, each field once. */
    private PolicyDraft checked(EntryFields fields, PolicyDraft base) {
        PolicyDraft draft = fields.over(base);
        if (fields.errors().isEmpty()) {
            return draft;
        }
        List<FieldError> errors = new ArrayList<>(fields.errors());
        List<@Nullable String> named = errors.stream().map(FieldError::field).toList();
        if (policies.validate(draft) instanceof PolicyValidation.Invalid invalid) {
            invalid.problems().stream()
                    .filter(problem -> !named.contains(problem.field()))
                    .map(FieldError::of)
                    .forEach(errors::add);
        }
        throw new ApiException(HttpStatus.UNPROCESSABLE_CONTENT, errors);
    }

    private static void requireSameTarget(String path, String canonical) {
        if (!canonical(path).equals(canonical)) {
            throw ApiException.of(
                    HttpStatus.UNPROCESSABLE_CONTENT, FieldError.of("target", "target-differs", path, canonical));
        }
    }

    private static String canonical(String target) {
        try {
            return Target.parse(target).text();
        } catch (SyntaxException e) {
            throw ApiException.of(
                    HttpStatus.UNPROCESSABLE_CONTENT, FieldError.ofSyntax("target", e.code(), e.arguments()));
        }
    }
}
