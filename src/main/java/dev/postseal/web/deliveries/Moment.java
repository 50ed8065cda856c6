package dev.postseal.web.deliveries;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times in addresses: in UTC with a Z, so that a link means the same everywhere; fields of forms have the viewer's zone. */
final class Moment {
    private Moment() {}

    /** {@code 2026-11-23T10:00Z}; empty when it is no time. */
    static String canonical(String text, ZoneId zone) {
        Instant instant = text.endsWith("Z") ? of(text) : local(text, zone);
        return instant == null ? "" : minute(instant, ZoneOffset.UTC) + "Z";
    }

    /** Of a canonical text; null for anything else. */
    static @Nullable Instant of(String text) {
        return text.endsWith("Z") ? local(text.substring(0, text.length() - 1), ZoneOffset.UTC) : null;
    }

    /** For a field of a form. */
    static String field(@Nullable Instant instant, ZoneId zone) {
        return instant == null ? "" : minute(instant, zone);
    }

    private static String minute(Instant instant, ZoneId zone) {
        return LocalDateTime.ofInstant(instant, zone)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }

    private static @Nullable Instant local(String text, ZoneId zone) {
        try {
            LocalDateTime time = LocalDateTime.parse(text);
            return time.getYear() < 1970 || time.getYear() > 9999
                    ? null
                    : time.atZone(zone).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
