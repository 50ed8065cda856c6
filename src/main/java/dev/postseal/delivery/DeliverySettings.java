package dev.postseal.delivery;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the delivery engine; a wrong value stops the start.
 *
 * @param enabled whether this node delivers; it accepts mail in any case
 * @param port of MX hosts
 * @param helloName EHLO name and the name in Received headers; unset: the host name
 * @param route next hop for all mail, in Postfix's syntax
 * @param routes next hop by recipient domain
 * @param maxQueueTime after which the sender gets a bounce
 * @param minBackoff wait after the first failure; doubled after each further one
 * @param maxBackoff longest wait
 * @param concurrency simultaneous sessions of this node
 * @param concurrencyPerDestination simultaneous sessions of this node with one next hop
 * @param connectTimeout per connection
 * @param tlsTimeout per STARTTLS with its handshake
 * @param commandTimeout per reply
 */
@ConfigurationProperties("postseal.delivery")
public record DeliverySettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("25") int port,
        @Nullable String helloName,
        @Nullable String route,
        @DefaultValue Map<String, String> routes,
        @DefaultValue("5d") Duration maxQueueTime,
        @DefaultValue("5m") Duration minBackoff,
        @DefaultValue("4h") Duration maxBackoff,
        @DefaultValue("200") int concurrency,
        @DefaultValue("20") int concurrencyPerDestination,
        @DefaultValue("30s") Duration connectTimeout,
        @DefaultValue("60s") Duration tlsTimeout,
        @DefaultValue("5m") Duration commandTimeout) {

    public DeliverySettings {
        routes = Map.copyOf(routes);
        requireBetween("port", port, 1, 65_535);
        requireBetween("concurrency", concurrency, 1, 10_000);
        requireBetween("concurrency-per-destination", concurrencyPerDestination, 1, 10_000);
        requirePositive("max-queue-time", maxQueueTime);
        requirePositive("min-backoff", minBackoff);
        requirePositive("max-backoff", maxBackoff);
        requirePositive("connect-timeout", connectTimeout);
        requirePositive("tls-timeout", tlsTimeout);
        requirePositive("command-timeout", commandTimeout);
        if (maxBackoff.compareTo(minBackoff) < 0) {
            throw wrong("max-backoff", maxBackoff, "at least min-backoff, which is " + minBackoff);
        }
    }

    private static void requireBetween(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw wrong(name, value, "a number from " + least + " to " + most);
        }
    }

    private static void requirePositive(String name, Duration value) {
        if (!value.isPositive()) {
            throw wrong(name, value, "longer than zero, such as 30s, 5m, 4h or 5d");
        }
    }

    private static IllegalArgumentException wrong(String name, Object value, String allowed) {
        return new IllegalArgumentException("postseal.delivery." + name + "=" + value + " must be " + allowed);
    }
}
