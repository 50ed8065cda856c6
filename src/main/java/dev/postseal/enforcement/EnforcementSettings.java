package dev.postseal.enforcement;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of TLS as a client.
 *
 * @param trustAnchors PEM file of authorities for verify and secure; null: the JDK's
 * @param tlsTimeout for one STARTTLS with its whole handshake
 */
@ConfigurationProperties("postseal.delivery")
public record EnforcementSettings(
        @Nullable Path trustAnchors, @DefaultValue("60s") Duration tlsTimeout) {}
