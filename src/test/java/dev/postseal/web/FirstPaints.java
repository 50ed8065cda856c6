package dev.postseal.web;

import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
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
        row("one word without style, browser new", FirstPaints::oneWordInNewBrowser);
        inNewBrowsers("just started");
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
        inNewBrowsers("in use");
    }

    private void inNewBrowsers(String product) {
        String browser = ", browser new, product " + product;
        row("`/login`" + browser, () -> inNewBrowser(Visitor.stranger(port, Visitor.Taste.PLAIN), "/login"));
        row("`/`" + browser, () -> inNewBrowser(Visitor.administrator(port), "/"));
    }

    /** What a new browser takes by itself: a page of one word from a server that does nothing else. */
    private static PageLoad oneWordInNewBrowser() {
        byte[] word = "<!doctype html><title>w</title>word".getBytes(StandardCharsets.US_ASCII);
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.getResponseHeaders().add("Content-Type", "text/html");
                exchange.sendResponseHeaders(200, word.length);
                exchange.getResponseBody().write(word);
                exchange.close();
            });
            server.start();
            try {
                return inNewBrowser(Visitor.stranger(server.getAddress().getPort(), Visitor.Taste.PLAIN), "/");
            } finally {
                server.stop(0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
