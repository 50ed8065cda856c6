package dev.postseal.web;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** How soon the first words stand there: {@code mvn test -Dtest=FirstPaints}. A measurement, kept out of the normal run by its name. */
@ConsoleTest
class FirstPaints {
    private static final int VISITS = 9;

    @LocalServerPort
    int port;

    @Test
    void ofEveryPage() {
        System.out.println("| page | first paint ms, median | longest | bytes |\n|---|---|---|---|");
        try (Visitor visitor = Visitor.administrator(port)) {
            for (String path : List.of(
                    "/",
                    "/policies",
                    "/policies/new",
                    "/why",
                    "/deliveries",
                    "/connect",
                    "/audit",
                    "/users",
                    "/keys",
                    "/settings",
                    "/account",
                    "/policies/import")) {
                List<PageLoad> loads = IntStream.range(0, VISITS)
                        .mapToObj(visit -> painted(visitor.open(path).page()))
                        .toList();
                double[] paints = loads.stream()
                        .mapToDouble(PageLoad::firstPaint)
                        .sorted()
                        .toArray();
                System.out.printf(
                        "| `%s` | %.0f | %.0f | %d |%n",
                        path,
                        paints[VISITS / 2],
                        paints[VISITS - 1],
                        loads.getFirst().bytes());
            }
        }
    }

    private static PageLoad painted(Page page) {
        page.evaluate("""
                () => new Promise((done) => {
                    new PerformanceObserver((list) => {
                        if (list.getEntriesByName('first-contentful-paint').length) {
                            done();
                        }
                    }).observe({ type: 'paint', buffered: true });
                })""");
        return PageLoad.of(page);
    }
}
