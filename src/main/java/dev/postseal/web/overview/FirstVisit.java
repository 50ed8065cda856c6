package dev.postseal.web.overview;

import dev.postseal.web.layout.Times;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.ui.ExtendedModelMap;

/**
 * The console's first visitor, as soon as it is ready: what has to be loaded once (classes, templates, statements, the ways to
 * write times) takes over a second, and nobody waits for it. Whether it succeeds changes nothing else.
 */
@Component
class FirstVisit {
    private static final Logger log = LoggerFactory.getLogger(FirstVisit.class);
    private static final Pattern ASSET =
            Pattern.compile("(?:href|src)=\"((?:/[^/\"#]+)*/(?:assets|webjars)/[^\"#]+)\"");
    private static final int PATIENCE_MILLIS = 10_000;

    private final OverviewController overview;
    private final Times times;
    private final ServerProperties server;

    FirstVisit(OverviewController overview, Times times, ServerProperties server) {
        this.overview = overview;
        this.times = times;
        this.server = server;
    }

    @EventListener
    void begin(ApplicationReadyEvent ready) {
        if (ready.getApplicationContext() instanceof WebServerApplicationContext web) {
            Optional.ofNullable(web.getWebServer())
                    .ifPresent(running ->
                            Thread.ofPlatform().daemon().name("first-visit").start(() -> visit(running.getPort())));
        }
    }

    void visit(int port) {
        attempt(() -> signInPage(port));
        attempt(() -> Stream.of(Locale.ENGLISH, Locale.GERMAN).forEach(this::overview));
    }

    /** A part of a visit; one that fails leaves the other as it is. */
    private interface Part {
        void go() throws IOException;
    }

    private static void attempt(Part part) {
        try {
            part.go();
        } catch (IOException | RuntimeException e) {
            log.debug("the first visit to the console will take longer", e);
        }
    }

    /** With TLS of its own the console is not visited: its certificate is for a name that is not known here. */
    void signInPage(int port) throws IOException {
        if (server.getSsl() != null && server.getSsl().isEnabled()) {
            return;
        }
        String page = new String(get(port, root() + "/login", "identity"), StandardCharsets.UTF_8);
        Matcher asset = ASSET.matcher(page);
        while (asset.find()) {
            get(port, asset.group(1), "gzip");
        }
    }

    private byte[] get(int port, String path, String encoding) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url(port, path).openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        connection.setRequestProperty(HttpHeaders.ACCEPT, "text/html, */*");
        connection.setRequestProperty(HttpHeaders.ACCEPT_ENCODING, encoding);
        try (InputStream in = connection.getInputStream()) {
            return in.readAllBytes();
        }
    }

    private String root() {
        String path = server.getServlet().getContextPath();
        return path == null ? "" : path;
    }

    private URL url(int port, String path) throws IOException {
        InetAddress listening = server.getAddress();
        InetAddress host =
                listening == null || listening.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : listening;
        try {
            return new URI("http", null, host.getHostAddress(), port, path, null, null).toURL();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    /** What the page needs but for its template; only somebody who is signed in is shown that. */
    private void overview(Locale language) {
        LocaleContextHolder.setLocale(language);
        overview.overview(null, new ExtendedModelMap());
        Instant yesterday = times.now().minus(Duration.ofDays(1));
        times.exact(yesterday);
        times.relative(yesterday);
        times.duration(Duration.ofDays(1));
    }
}
