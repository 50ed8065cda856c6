package dev.postseal.web.overview;

import dev.postseal.texts.Texts;
import dev.postseal.web.layout.LocalVisit;
import dev.postseal.web.layout.Times;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.ui.ExtendedModelMap;

/**
 * The console's first visitor, as soon as it is ready: what has to be loaded once (classes, templates, statements, the ways to
 * write times) takes over a second, and nobody waits for it. Whether it succeeds changes nothing else.
 */
@Component
class FirstVisit {
    private static final Logger log = LoggerFactory.getLogger(FirstVisit.class);

    /** After so many the JVM has compiled what every page needs; the next ones are hardly quicker. */
    static final int ROUNDS = 20;
    /** With a slow database they are not worth what they cost those who come meanwhile. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final LocalVisit local;
    private final OverviewController overview;
    private final Times times;

    FirstVisit(LocalVisit local, OverviewController overview, Times times) {
        this.local = local;
        this.overview = overview;
        this.times = times;
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
        List<Part> parts = List.of(() -> local.signInPage(port), () -> Texts.LANGUAGES.forEach(this::overview));
        long end = System.nanoTime() + LONGEST.toNanos();
        for (int round = 0; round == 0 || round < ROUNDS && System.nanoTime() < end; round++) {
            parts = parts.stream().filter(FirstVisit::succeeds).toList();
        }
    }

    /** A part of a visit; one that fails leaves the other as it is, and is not tried again. */
    private interface Part {
        void go() throws IOException;
    }

    private static boolean succeeds(Part part) {
        try {
            part.go();
            return true;
        } catch (IOException | RuntimeException e) {
            log.debug("the first visits to the console will take longer", e);
            return false;
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
