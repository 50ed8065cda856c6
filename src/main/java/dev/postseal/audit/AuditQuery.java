package dev.postseal.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which records, newest first; what is null does not restrict.
 *
 * @param actor part of the label of who did it
 * @param text part of the name of what was changed, as stored or as people read it
 * @param from the earliest moment
 * @param to the moment after the latest
 * @param before only records older than this one: the last of the page before
 * @param size of a page, from 1 to {@value #MAX_SIZE}
 */
public record AuditQuery(
        @Nullable String actor,
        @Nullable Who who,
        @Nullable String text,
        @Nullable Subject kind,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Long before,
        int size) {
    public static final int MAX_SIZE = 1000;

    /** @throws IllegalArgumentException when the size is out of range */
    public AuditQuery {
        if (size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException("size " + size);
        }
    }
}
