package dev.postseal.web.overview;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How far back charts go, and in which steps, by the viewer's days. */
enum Period {
    DAY(ChronoUnit.HOURS, 24),
    WEEK(ChronoUnit.DAYS, 7),
    MONTH(ChronoUnit.DAYS, 30);

    private final ChronoUnit step;
    private final int steps;

    Period(ChronoUnit step, int steps) {
        this.step = step;
        this.steps = steps;
    }

    static Period of(@Nullable String name) {
        return Arrays.stream(values())
                .filter(period -> period.text().equals(name))
                .findFirst()
                .orElse(WEEK);
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isHours() {
        return step == ChronoUnit.HOURS;
    }

    /** The beginnings of its steps, oldest first; the last one has begun already. */
    List<Instant> beginnings(Instant now, ZoneId zone) {
        ZonedDateTime last = now.atZone(zone).truncatedTo(step);
        return Stream.iterate(last.minus(steps - 1, step), time -> time.plus(1, step))
                .limit(steps)
                .map(ZonedDateTime::toInstant)
                .toList();
    }
}
