package dev.postseal.web.overview;

import dev.postseal.history.HourCount;
import dev.postseal.history.Protection;
import dev.postseal.web.layout.Times;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** From hourly totals to charts. */
@Component
class Charts {
    private static final String CLEAR = "clear";

    private final Protection protection;
    private final Times times;
    private final Clock clock;

    Charts(Protection protection, Times times, Clock clock) {
        this.protection = protection;
        this.times = times;
        this.clock = clock;
    }

    /** One way to look at a delivery: its kinds, the best protected first, and which of them it is. */
    private record View(String name, List<String> kinds, List<String> looks, Function<HourCount, String> kind) {}

    private static final List<View> VIEWS = List.of(
            new View(
                    "proof",
                    List.of("proven", "encrypted", CLEAR),
                    List.of("proven", "encrypted", CLEAR),
                    Charts::proof),
            new View(
                    "version",
                    List.of("tls13", "tls12", "tls11", "tls10", CLEAR),
                    List.of("step-1", "step-3", "step-5", "step-7", CLEAR),
                    Charts::version),
            new View(
                    "level",
                    List.of("dane-only", "secure", "fingerprint", "verify", "dane", "encrypt", "may", "none"),
                    List.of("step-1", "step-2", "step-3", "step-4", "step-5", "step-6", "step-7", CLEAR),
                    HourCount::level));

    List<Chart> of(Period period) {
        List<Instant> beginnings = period.beginnings(clock.instant(), times.zone());
        List<HourCount> counts = protection.since(beginnings.getFirst());
        DateTimeFormatter labels = labels(period);
        return VIEWS.stream()
                .map(view -> chart(view, beginnings, counts, labels))
                .toList();
    }

    private static Chart chart(View view, List<Instant> beginnings, List<HourCount> counts, DateTimeFormatter labels) {
        int kinds = view.kinds().size();
        long[][] table = new long[beginnings.size()][kinds];
        for (HourCount count : counts) {
            int kind = view.kinds().indexOf(view.kind().apply(count));
            if (kind >= 0) {
                table[step(beginnings, count.hour())][kind] += count.count();
            }
        }
        long[] totals = new long[kinds];
        Arrays.stream(table).forEach(row -> Arrays.setAll(totals, kind -> totals[kind] + row[kind]));
        long total = Arrays.stream(totals).sum();
        int[] shown = IntStream.range(0, kinds).filter(kind -> totals[kind] > 0).toArray();
        return new Chart(
                view.name(), series(view, shown, totals, total), rows(beginnings, table, shown, labels), total);
    }

    private static List<Chart.Series> series(View view, int[] shown, long[] totals, long total) {
        return Arrays.stream(shown)
                .mapToObj(kind ->
                        new Chart.Series(view.kinds().get(kind), view.looks().get(kind), share(totals[kind], total)))
                .toList();
    }

    private static List<Chart.Row> rows(
            List<Instant> beginnings, long[][] table, int[] shown, DateTimeFormatter labels) {
        return IntStream.range(0, table.length)
                .mapToObj(step -> new Chart.Row(
                        labels.format(beginnings.get(step)),
                        Arrays.stream(shown).mapToObj(kind -> table[step][kind]).toList(),
                        Arrays.stream(table[step]).sum()))
                .toList();
    }

    private static int step(List<Instant> beginnings, Instant hour) {
        int step = beginnings.size() - 1;
        while (step > 0 && beginnings.get(step).isAfter(hour)) {
            step--;
        }
        return step;
    }

    private static String share(long count, long total) {
        NumberFormat percent = NumberFormat.getPercentInstance(LocaleContextHolder.getLocale());
        double share = (double) count / total;
        percent.setMaximumFractionDigits(share > 0.99 && share < 1 || share < 0.01 ? 2 : 0);
        return percent.format(share);
    }

    private DateTimeFormatter labels(Period period) {
        Locale locale = LocaleContextHolder.getLocale();
        String pattern = period.isHours() ? "HH:mm" : locale.getLanguage().equals("de") ? "d. MMM" : "d MMM";
        return DateTimeFormatter.ofPattern(pattern, locale).withZone(times.zone());
    }

    private static String proof(HourCount count) {
        return switch (count.security()) {
            case "verified" -> "proven";
            case "none" -> CLEAR;
            default -> "encrypted";
        };
    }

    private static String version(HourCount count) {
        return switch (count.version()) {
            case "TLSv1.3" -> "tls13";
            case "TLSv1.2" -> "tls12";
            case "TLSv1.1" -> "tls11";
            case "TLSv1" -> "tls10";
            default -> CLEAR;
        };
    }
}
