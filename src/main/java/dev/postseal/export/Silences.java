package dev.postseal.export;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/**
 * For how long nobody asks, usually: the longest pause between two requests in the last seven days. How it is at night and
 * at weekends is not known from the beginning: in the week after the first request, pauses of six hours pass for usual.
 */
final class Silences {
    private static final int DAYS = 7;
    private static final Duration ASSUMED = Duration.ofHours(6);

    private final Map<LocalDate, Duration> longestByDay = new TreeMap<>();

    /** Somebody asks for the first time. */
    synchronized void begin(Instant now) {
        note(now, ASSUMED);
    }

    /** Somebody asks again after so long. */
    synchronized void ended(Instant now, Duration pause) {
        note(now, pause);
    }

    /** At that time it was usual to hear nothing for so long. */
    synchronized void remember(Instant then, Duration usual) {
        note(then, usual);
    }

    synchronized Duration usual(Instant now) {
        LocalDate first = day(now).minusDays(DAYS);
        longestByDay.keySet().removeIf(day -> day.isBefore(first));
        return longestByDay.values().stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    private void note(Instant now, Duration pause) {
        longestByDay.merge(day(now), pause, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    private static LocalDate day(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }
}
