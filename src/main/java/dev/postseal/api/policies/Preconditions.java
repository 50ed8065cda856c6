package dev.postseal.api.policies;

import dev.postseal.api.errors.ApiException;
import dev.postseal.api.errors.FieldError;
import dev.postseal.policy.PolicyEntry;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * What a client demands of an entry's version before a write (RFC 9110 section 13). A header that cannot be read demands
 * what no entry has.
 */
record Preconditions(@Nullable List<ETag> ifMatch, @Nullable List<ETag> ifNoneMatch) {
    static Preconditions of(HttpServletRequest request) {
        return new Preconditions(tags(request, HttpHeaders.IF_MATCH), tags(request, HttpHeaders.IF_NONE_MATCH));
    }

    static String tag(PolicyEntry entry) {
        return "\"" + entry.version() + "\"";
    }

    static ApiException failed(String header, @Nullable PolicyEntry current) {
        ApiException failure = ApiException.of(HttpStatus.PRECONDITION_FAILED, FieldError.of(header, "stale"));
        return current == null
                ? failure
                : failure.with("currentVersion", current.version()).header(HttpHeaders.ETAG, tag(current));
    }

    /**
     * @throws ApiException 412
     */
    void requireFor(PolicyEntry current) {
        if (ifMatch != null && !matches(ifMatch, current, true)) {
            throw failed(HttpHeaders.IF_MATCH, current);
        }
        if (ifNoneMatch != null && matches(ifNoneMatch, current, false)) {
            throw failed(HttpHeaders.IF_NONE_MATCH, current);
        }
    }

    /**
     * @throws ApiException 412
     */
    void requireForNone() {
        if (ifMatch != null) {
            throw failed(HttpHeaders.IF_MATCH, null);
        }
    }

    /** Whether only a new entry will do. */
    boolean createOnly() {
        return ifNoneMatch != null && ifNoneMatch.stream().anyMatch(ETag::isWildcard);
    }

    /** Whether the version that the entry has now is the only one that will do. */
    boolean pinsVersion() {
        return ifMatch != null && ifMatch.stream().noneMatch(ETag::isWildcard);
    }

    /** Whether a reader has the entry already. */
    boolean isKnown(PolicyEntry current) {
        return ifNoneMatch != null && matches(ifNoneMatch, current, false);
    }

    private static boolean matches(List<ETag> tags, PolicyEntry entry, boolean strong) {
        ETag current = ETag.create(tag(entry));
        return tags.stream().anyMatch(tag -> tag.isWildcard() || tag.compare(current, strong));
    }

    private static @Nullable List<ETag> tags(HttpServletRequest request, String header) {
        List<String> values = Collections.list(request.getHeaders(header));
        return values.isEmpty() ? null : ETag.parse(String.join(", ", values));
    }
}
