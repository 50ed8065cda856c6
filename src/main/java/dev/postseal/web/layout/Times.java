package dev.postseal.web.layout;

import com.ibm.icu.text.DateTimePatternGenerator;
import com.ibm.icu.text.MeasureFormat;
import com.ibm.icu.text.RelativeDateTimeFormatter;
import com.ibm.icu.text.RelativeDateTimeFormatter.RelativeDateTimeUnit;
import com.ibm.icu.util.Measure;
import com.ibm.icu.util.MeasureUnit;
import dev.postseal.texts.Texts;
import jakarta.servlet.http.Cookie;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.util.WebUtils;

/** Times as the viewer reads them: relative to now, and exactly, in the viewer's language and zone. */
@Component("times")
public class Times {
    private static final String ZONE_COOKIE = "zone";
    private static final Duration MOMENT = Duration.ofSeconds(45);
    /** By so little clocks of nodes may differ; what has happened is not said to be coming. */
    private static final Duration AHEAD = Duration.ofSeconds(2);

    private static final String EXACT = "dMMMyyyyHHmmssz";
    private static final String DAY = "dMMMMyyyy";

    private final Clock clock;
    private final Texts texts;
    private final Map<Written, DateTimeFormatter> formatters = new ConcurrentHashMap<>();

    Times(Clock clock, Texts texts) {
        this.clock = clock;
        this.texts = texts;
    }

    /** By which a page that stays open keeps its relative times right, whatever the clock of its browser says. */
    public Instant now() {
        return clock.instant();
    }

    /** "just now", "in a moment", "5 minutes ago", "in 3 days". */
    public String relative(Instant instant) {
        Duration distance = Duration.between(clock.instant(), instant);
        if (distance.abs().compareTo(MOMENT) < 0) {
            return texts.of(distance.compareTo(AHEAD) > 0 ? "time.soon" : "time.now");
        }
        var format = RelativeDateTimeFormatter.getInstance(locale());
        Step step = Step.of(distance.abs());
        long count = Math.max(1, Math.round((double) distance.abs().toSeconds() / step.seconds));
        return format.formatNumeric((double) (distance.isNegative() ? -count : count), step.unit);
    }

    public String exact(Instant instant) {
        return exact(instant, zone());
    }

    /** In that zone, whichever the viewer's is. */
    public String exact(Instant instant, ZoneId zone) {
        return written(EXACT, instant, zone);
    }

    /** "14 January 2031", for what holds until a day that one writes down. */
    public String day(Instant instant) {
        return written(DAY, instant, zone());
    }

    private String written(String fields, Instant instant, ZoneId zone) {
        return formatters
                .computeIfAbsent(new Written(fields, locale()), Written::formatter)
                .format(instant.atZone(zone));
    }

    /** "340 ms", "1.2 s". */
    public String duration(Duration duration) {
        var format = MeasureFormat.getInstance(locale(), MeasureFormat.FormatWidth.SHORT);
        return duration.compareTo(Duration.ofSeconds(1)) < 0
                ? format.format(new Measure(duration.toMillis(), MeasureUnit.MILLISECOND))
                : format.format(new Measure(Math.round(duration.toMillis() / 100.0) / 10.0, MeasureUnit.SECOND));
    }

    /** The zone that the viewer's browser told; UTC until it has. */
    public ZoneId zone() {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes) {
            Cookie cookie = WebUtils.getCookie(attributes.getRequest(), ZONE_COOKIE);
            return cookie == null ? ZoneOffset.UTC : zone(URLDecoder.decode(cookie.getValue(), StandardCharsets.UTF_8));
        }
        return ZoneOffset.UTC;
    }

    /** The zone of that name, or UTC. */
    public static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    private static Locale locale() {
        return LocaleContextHolder.getLocale();
    }

    /** How times are written in a language: kept, since finding it out takes longer than a page may. */
    private record Written(String fields, Locale language) {
        /** Order and punctuation of the fields are the language's own. */
        DateTimeFormatter formatter() {
            String pattern = DateTimePatternGenerator.getInstance(language).getBestPattern(fields);
            return DateTimeFormatter.ofPattern(pattern, language);
        }
    }

    private enum Step {
        MINUTE(60, RelativeDateTimeUnit.MINUTE),
        HOUR(3_600, RelativeDateTimeUnit.HOUR),
        DAY(86_400, RelativeDateTimeUnit.DAY),
        MONTH(2_629_800, RelativeDateTimeUnit.MONTH),
        YEAR(31_557_600, RelativeDateTimeUnit.YEAR);

        private final long seconds;
        private final RelativeDateTimeUnit unit;

        Step(long seconds, RelativeDateTimeUnit unit) {
            this.seconds = seconds;
            this.unit = unit;
        }

        /** The largest unit of which there are nearly one and a half, so that "2 days ago" is never said of 25 hours. */
        static Step of(Duration distance) {
            Step found = MINUTE;
            for (Step step : values()) {
                if (distance.toSeconds() * 2 >= step.seconds * 3) {
                    found = step;
                }
            }
            return found;
        }
    }
}
