package dev.postseal.web;

import com.microsoft.playwright.Page;
import java.util.Map;
import java.util.Objects;

/**
 * What it cost to show a page.
 *
 * @param bytes of everything it is made of, compressed as it was sent
 * @param shift how far what stood there moved by itself (web.dev/cls); 0: nothing did
 * @param firstPaint milliseconds from the click to the first words
 */
record PageLoad(long bytes, double shift, double firstPaint) {
    /** Kilobytes of a thousand, on every page. */
    static final long MOST_BYTES = 150_000;

    static PageLoad of(Page page) {
        var seen = (Map<?, ?>) page.evaluate("""
                () => new Promise((done) => {
                    const shifts = [];
                    const observer = new PerformanceObserver((list) => shifts.push(...list.getEntries()));
                    observer.observe({ type: 'layout-shift', buffered: true });
                    requestAnimationFrame(() => requestAnimationFrame(() => {
                        shifts.push(...observer.takeRecords());
                        const parts = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
                        done({
                            bytes: parts.reduce((sum, part) => sum + part.encodedBodySize, 0),
                            shift: shifts.filter((each) => !each.hadRecentInput).reduce((sum, each) => sum + each.value, 0),
                            firstPaint: performance.getEntriesByName('first-contentful-paint').map((each) => each.startTime)[0] ?? -1,
                        });
                    }));
                })""");
        return new PageLoad((long) number(seen, "bytes"), number(seen, "shift"), number(seen, "firstPaint"));
    }

    private static double number(Map<?, ?> seen, String name) {
        return ((Number) Objects.requireNonNull(seen.get(name))).doubleValue();
    }
}
