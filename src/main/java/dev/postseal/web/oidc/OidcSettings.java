package dev.postseal.web.oidc;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The provider by which people sign in. Without an issuer there is none.
 *
 * @param issuer where its description is found, below {@code /.well-known/openid-configuration}
 * @param clientId as which the provider knows us
 * @param clientSecret unset: a public client, by PKCE alone
 * @param name what the button says
 * @param roleClaim names a role of ours, or groups of which {@link Roles} says what they mean; {@code a.b}: b within a
 * @param userClaim names the user, else {@code email} does
 * @param scopes to be asked for, beside {@code openid}
 */
@ConfigurationProperties("postseal.oidc")
public record OidcSettings(
        @Nullable String issuer,
        @DefaultValue("") String clientId,
        @Nullable String clientSecret,
        @DefaultValue("OpenID Connect") String name,
        @DefaultValue("postseal_role") String roleClaim,
        @DefaultValue("preferred_username") String userClaim,
        @DefaultValue({"profile", "email"}) List<String> scopes,
        @DefaultValue Roles roles) {
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Groups that have a role. Where any is named, nothing but these gives one. */
    public record Roles(
            @DefaultValue List<String> administrator,
            @DefaultValue List<String> operator,
            @DefaultValue List<String> viewer) {
        boolean areNamed() {
            return !administrator.isEmpty() || !operator.isEmpty() || !viewer.isEmpty();
        }
    }

    public OidcSettings {
        issuer = issuer == null || issuer.isBlank() ? null : issuer.strip();
        clientSecret = clientSecret == null || clientSecret.isBlank() ? null : clientSecret.strip();
        if (issuer != null && !isTrustworthy(issuer)) {
            throw new IllegalArgumentException(
                    "postseal.oidc.issuer=" + issuer + ": an address that begins with https:// is wanted");
        }
        if (issuer != null && clientId.isBlank()) {
            throw new IllegalArgumentException("postseal.oidc.client-id is missing; postseal.oidc.issuer needs it");
        }
    }

    /** What comes in the clear could be anybody's, unless it does not leave the machine. */
    private static boolean isTrustworthy(String address) {
        try {
            URI uri = URI.create(address);
            return uri.getHost() != null
                    && ("https".equals(uri.getScheme())
                            || ("http".equals(uri.getScheme()) && LOCAL.contains(uri.getHost())));
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** Whether people may sign in so. */
    public boolean isOn() {
        return issuer != null;
    }

    @Override
    public String toString() {
        return "OidcSettings[" + issuer + "]";
    }
}
