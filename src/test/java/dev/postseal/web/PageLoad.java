package dev.postseal.web;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What it cost to show a page.
 *
 * @param bytes of everything it is made of, compressed as it was sent
 * @param moved what stood there and moved by itself (web.dev/cls), how far, from where and whereto
 * @param firstPaint milliseconds from the click to the first words
 */
record PageLoad(long bytes, List<String> moved, double firstPaint) {
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
                            moved: shifts.filter((each) => !each.hadRecentInput).flatMap((each) => each.sources.map((source) =>
                                `${each.value} ${source.node?.outerHTML?.slice(0, 80) ?? source.node?.textContent}`
                                    + ` ${JSON.stringify(source.previousRect)} ${JSON.stringify(source.currentRect)}`)),
                            firstPaint: performance.getEntriesByName('first-contentful-paint').map((each) => each.startTime)[0] ?? -1,
                        });
                    }));
                })""");
        List<String> moved = ((List<?>) Objects.requireNonNull(seen.get("moved")))
                .stream().map(String::valueOf).toList();
        return new PageLoad((long) number(seen, "bytes"), moved, number(seen, "firstPaint"));
    }

    private static double number(Map<?, ?> seen, String name) {
        return ((Number) Objects.requireNonNull(seen.get(name))).doubleValue();
    }
}
