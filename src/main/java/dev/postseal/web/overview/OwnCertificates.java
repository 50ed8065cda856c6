package dev.postseal.web.overview;

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerSslBundle;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.stereotype.Component;

/**
 * The certificates by which this node proves itself: the console's, and that of every bundle in {@code spring.ssl.bundle}.
 * What cannot be read is left out: the server that uses it says so.
 */
@Component
class OwnCertificates {
    /** Its text is {@code attention.certificate.console}. */
    static final String CONSOLE = "";

    private static final Duration SOON = Duration.ofDays(30);
    private static final Logger log = LoggerFactory.getLogger(OwnCertificates.class);

    private final ServerProperties server;
    private final SslBundles bundles;
    private final Clock clock;

    OwnCertificates(ServerProperties server, SslBundles bundles, Clock clock) {
        this.server = server;
        this.bundles = bundles;
        this.clock = clock;
    }

    /** @param name of the bundle, or {@link #CONSOLE} */
    record Ending(String name, Instant notAfter, boolean over) {}

    /** Those that have ended or will within 30 days; made for a short life, in the last quarter of it. */
    List<Ending> ending() {
        Instant now = clock.instant();
        return Stream.concat(
                        console().stream(), bundles.getBundleNames().stream().flatMap(this::named))
                .flatMap(one -> first(one.bundle())
                        .filter(certificate -> isDue(certificate, now))
                        .map(certificate -> certificate.getNotAfter().toInstant())
                        .map(end -> new Ending(one.name(), end, !end.isAfter(now)))
                        .stream())
                .toList();
    }

    private record Named(String name, SslBundle bundle) {}

    private Optional<Named> console() {
        Ssl ssl = server.getSsl();
        // A bundle that is named there is among the others.
        return ssl == null || !ssl.isEnabled() || ssl.getBundle() != null
                ? Optional.empty()
                : Optional.of(new Named(CONSOLE, WebServerSslBundle.get(ssl, bundles)));
    }

    private Stream<Named> named(String name) {
        return Stream.of(new Named(name, bundles.getBundle(name)));
    }

    /** The certificate with a key that ends first. */
    private static Optional<X509Certificate> first(SslBundle bundle) {
        var found = new ArrayList<X509Certificate>();
        try {
            KeyStore keys = bundle.getStores().getKeyStore();
            if (keys != null) {
                for (String alias : Collections.list(keys.aliases())) {
                    if (keys.isKeyEntry(alias) && keys.getCertificate(alias) instanceof X509Certificate certificate) {
                        found.add(certificate);
                    }
                }
            }
        } catch (KeyStoreException | RuntimeException e) {
            log.debug("A certificate of our own could not be read: {}", e.toString());
        }
        return found.stream().min(Comparator.comparing(X509Certificate::getNotAfter));
    }

    private static boolean isDue(X509Certificate certificate, Instant now) {
        Instant end = certificate.getNotAfter().toInstant();
        Duration left = Duration.between(now, end);
        Duration life = Duration.between(certificate.getNotBefore().toInstant(), end);
        return left.compareTo(SOON) <= 0 && left.multipliedBy(4).compareTo(life) < 0;
    }
}
