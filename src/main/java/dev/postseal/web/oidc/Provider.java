package dev.postseal.web.oidc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

/**
 * What the provider says about itself, asked with the first sign-in: we start without it. While it cannot be had, there is
 * no registration; it is asked again, but not by everybody who clicks.
 */
final class Provider implements ClientRegistrationRepository {
    static final String ID = "oidc";

    private static final Logger log = LoggerFactory.getLogger(Provider.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final OidcSettings settings;
    private final String base;
    private final Clock clock;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable ClientRegistration known;
    private Instant nextAt = Instant.MIN;

    /** @param publicUrl where browsers find the console; empty: as they asked for it */
    Provider(OidcSettings settings, String publicUrl, Clock clock) {
        this.settings = settings;
        this.base = publicUrl.isBlank() ? "{baseUrl}" : publicUrl.strip().replaceFirst("/+$", "");
        this.clock = clock;
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        ClientRegistration found = known;
        if (found != null || !id.equals(ID)) {
            return id.equals(ID) ? found : null;
        }
        asking.lock();
        try {
            if (known == null && !clock.instant().isBefore(nextAt)) {
                known = asked();
            }
            return known;
        } finally {
            asking.unlock();
        }
    }

    private @Nullable ClientRegistration asked() {
        try {
            return registration();
        } catch (RuntimeException away) {
            nextAt = clock.instant().plus(PAUSE);
            log.warn("{} cannot be used for signing in: {}", settings.issuer(), away.getMessage());
            return null;
        }
    }

    private ClientRegistration registration() {
        ClientRegistration.Builder builder = ClientRegistrations.fromOidcIssuerLocation(
                        Objects.requireNonNull(settings.issuer()))
                .registrationId(ID)
                .clientName(settings.name())
                .clientId(settings.clientId())
                .redirectUri(base + "/login/oauth2/code/" + ID)
                .scope(scopes());
        String secret = settings.clientSecret();
        return (secret == null
                        ? builder.clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                        : builder.clientSecret(secret))
                .build();
    }

    private List<String> scopes() {
        var scopes = new ArrayList<>(settings.scopes());
        scopes.remove("openid");
        scopes.addFirst("openid");
        return scopes;
    }
}
