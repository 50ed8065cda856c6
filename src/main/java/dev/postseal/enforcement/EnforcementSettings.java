package dev.postseal.enforcement;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of TLS as a client; a wrong value stops the start.
 *
 * @param trustAnchors PEM file of authorities for verify and secure, which may change at any time; null: the JDK's
 */
@ConfigurationProperties("postseal.delivery")
public record EnforcementSettings(@Nullable Path trustAnchors) {
    public EnforcementSettings {
        if (trustAnchors != null) {
            requireCertificates(trustAnchors);
        }
    }

    Authorities authorities(Clock clock) {
        return trustAnchors == null
                ? Authorities.of(TrustAnchors.ofJdk(), clock)
                : Authorities.ofFile(trustAnchors, clock);
    }

    private static void requireCertificates(Path file) {
        try {
            TrustAnchors.read(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "postseal.delivery.trust-anchors=" + file + " must be a readable PEM file of certificates", e);
        }
    }
}
