package dev.postseal.export;

import dev.postseal.mail.ListenAddress;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the socketmap server; a wrong value stops the start.
 *
 * @param listen {@code host:port} or {@code unix:/path} each; empty: no server
 * @param maxConnections at a time, over all addresses
 * @param requestTimeout for one whole request from its first byte, and for a client to take its answers
 * @param idleTimeout without a request; Postfix itself closes after ten seconds
 */
@ConfigurationProperties("postseal.socketmap")
record SocketmapSettings(
        @DefaultValue("127.0.0.1:8643") List<String> listen,
        @DefaultValue("1000") int maxConnections,
        @DefaultValue("30s") Duration requestTimeout,
        @DefaultValue("10m") Duration idleTimeout) {

    SocketmapSettings {
        listen = List.copyOf(listen);
        listen.forEach(SocketmapSettings::address);
        requirePositive("max-connections", maxConnections, maxConnections);
        requirePositive("request-timeout", requestTimeout.toMillis(), requestTimeout);
        requirePositive("idle-timeout", idleTimeout.toMillis(), idleTimeout);
    }

    /**
     * @throws IllegalArgumentException naming the property, the value and what is allowed
     */
    static ListenAddress address(String text) {
        try {
            return ListenAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "postseal.socketmap.listen=" + text
                            + " must be an address and a port, such as 127.0.0.1:8643, or unix: and an absolute path",
                    e);
        }
    }

    private static void requirePositive(String name, long value, Object shown) {
        if (value < 1) {
            throw new IllegalArgumentException("postseal.socketmap." + name + "=" + shown + " must be more than zero");
        }
    }
}
