package dev.postseal.inbound;

import dev.postseal.mail.ListenAddress;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the SMTP listeners; a wrong value stops the start.
 *
 * @param listen {@code host:port} each; empty: no listener
 * @param relayNetworks from where mail is taken for anyone, in CIDR form
 * @param maxMessageSize announced by SIZE
 * @param maxConnections at a time, over all listeners
 * @param maxConnectionsPerAddress at a time from one client address
 * @param commandTimeout for one whole command line, and for each pause within a message
 * @param messageTimeout for one whole message
 */
@ConfigurationProperties("postseal.smtp")
record InboundSettings(
        @DefaultValue("127.0.0.1:2525") List<String> listen,
        @DefaultValue({"127.0.0.0/8", "::1/128"}) List<String> relayNetworks,
        @DefaultValue("50MB") DataSize maxMessageSize,
        @DefaultValue("1000") int maxConnections,
        @DefaultValue("200") int maxConnectionsPerAddress,
        @DefaultValue("5m") Duration commandTimeout,
        @DefaultValue("1h") Duration messageTimeout) {

    InboundSettings {
        listen = List.copyOf(listen);
        relayNetworks = List.copyOf(relayNetworks);
        listen.forEach(InboundSettings::address);
        relayNetworks.forEach(Network::parse);
        requirePositive("max-message-size", maxMessageSize.toBytes(), maxMessageSize);
        requirePositive("max-connections", maxConnections, maxConnections);
        requirePositive("max-connections-per-address", maxConnectionsPerAddress, maxConnectionsPerAddress);
        requirePositive("command-timeout", commandTimeout.toMillis(), commandTimeout);
        requirePositive("message-timeout", messageTimeout.toMillis(), messageTimeout);
    }

    /**
     * @throws IllegalArgumentException naming the property, the value and what is allowed
     */
    static ListenAddress.Tcp address(String text) {
        try {
            return ListenAddress.tcp(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "postseal.smtp.listen=" + text
                            + " must be an address and a port, such as 127.0.0.1:2525 or [::1]:2525",
                    e);
        }
    }

    private static void requirePositive(String name, long value, Object shown) {
        if (value < 1) {
            throw new IllegalArgumentException("postseal.smtp." + name + "=" + shown + " must be more than zero");
        }
    }
}
