package dev.postseal.api.texts;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Moments as the API writes them: ISO 8601 in UTC, to the millisecond at most. */
public final class Times {
    private Times() {}

    public static String text(Instant moment) {
        return moment.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** Null for null. */
    public static @Nullable String textOrNull(@Nullable Instant moment) {
        return moment == null ? null : text(moment);
    }
}
