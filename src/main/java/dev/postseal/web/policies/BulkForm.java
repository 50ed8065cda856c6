package dev.postseal.web.policies;

import dev.postseal.web.layout.ListUrl;
import dev.postseal.web.layout.Times;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done to which entries, as sent.
 *
 * @param ids of entries that were picked
 * @param all whether it is all that the list's filters find, whatever was picked
 * @param number how many entries the confirmation named
 * @param newOwner not {@code owner}, which is one of the list's filters
 * @param zone of {@code expiresAt}
 */
record BulkForm(
        @Nullable String act,
        @Nullable List<Long> ids,
        @Nullable Boolean all,
        @Nullable Integer number,
        @Nullable String newOwner,
        @Nullable String expiresAt,
        @Nullable String zone) {
    BulkForm {
        ids = ids == null ? List.of() : List.copyOf(ids);
        all = Boolean.TRUE.equals(all);
        newOwner = ListUrl.typed(newOwner);
        expiresAt = expiresAt == null ? "" : expiresAt.strip();
    }

    /** Empty when the time cannot be read; within it nothing for no end. */
    Optional<Optional<Instant>> expiry() {
        String typed = expiresAt == null ? "" : expiresAt;
        if (typed.isEmpty()) {
            return Optional.of(Optional.empty());
        }
        try {
            LocalDateTime at = LocalDateTime.parse(typed.replace(' ', 'T'));
            return Optional.of(Optional.of(
                    at.atZone(Times.zone(zone == null ? "UTC" : zone)).toInstant()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
