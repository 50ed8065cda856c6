package dev.postseal.web;

import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
        row("`/login`, browser new", () -> inNewBrowser(Visitor.stranger(port, Visitor.Taste.PLAIN), "/login"));
        row("`/`, browser new", () -> inNewBrowser(Visitor.administrator(port), "/"));
        try (Visitor visitor = Visitor.administrator(port)) {
            row("`/`, nothing kept", () -> withNothingKept(visitor, "/"));
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
                row("`" + path + "`", () -> painted(visitor.open(path).page()));
            }
        }
    }

    /** Nothing is in the cache, and the browser makes a process for it beside the server. */
    private static PageLoad inNewBrowser(Visitor visitor, String path) {
        try (visitor) {
            return painted(visitor.open(path).page());
        }
    }

    private static PageLoad withNothingKept(Visitor visitor, String path) {
        CDPSession session = visitor.context().newCDPSession(visitor.page());
        session.send("Network.clearBrowserCache");
        session.detach();
        return painted(visitor.open(path).page());
    }

    private static void row(String name, Supplier<PageLoad> visit) {
        List<PageLoad> loads = Stream.generate(visit).limit(VISITS).toList();
        double[] paints =
                loads.stream().mapToDouble(PageLoad::firstPaint).sorted().toArray();
        System.out.printf(
                "| %s | %.0f | %.0f | %d |%n",
                name, paints[VISITS / 2], paints[VISITS - 1], loads.getFirst().bytes());
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
