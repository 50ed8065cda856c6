package dev.postseal.enforcement;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of TLS as a client; a wrong value stops the start.
 *
 * @param trustAnchors PEM file of authorities for verify and secure; null: the JDK's
 */
@ConfigurationProperties("postseal.delivery")
public record EnforcementSettings(@Nullable Path trustAnchors) {
    public EnforcementSettings {
        if (trustAnchors != null) {
            requireCertificates(trustAnchors);
        }
    }

    TrustAnchors anchors() {
        return trustAnchors == null ? TrustAnchors.ofJdk() : TrustAnchors.ofFile(trustAnchors);
    }

    private static void requireCertificates(Path file) {
        try {
            TrustAnchors.ofFile(file);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "postseal.delivery.trust-anchors=" + file + " must be a readable PEM file of certificates", e);
        }
    }
}
