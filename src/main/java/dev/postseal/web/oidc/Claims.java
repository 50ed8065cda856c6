package dev.postseal.web.oidc;

import dev.postseal.account.ExternalIdentity;
import dev.postseal.account.ExternalPerson;
import dev.postseal.account.Role;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Reads from the provider's claims who somebody is here. */
final class Claims {
    private static final String EMAIL = "email";

    private final OidcSettings settings;

    Claims(OidcSettings settings) {
        this.settings = settings;
    }

    ExternalPerson person(OidcUser user) {
        return new ExternalPerson(
                settings.name(),
                // A token without a subject has been refused before.
                new ExternalIdentity(
                        Objects.requireNonNull(settings.issuer()), Objects.requireNonNull(user.getSubject())),
                name(user.getClaims()).orElse(null),
                role(user.getClaims()).orElse(null));
    }

    private Optional<String> name(Map<String, Object> claims) {
        return Stream.of(settings.userClaim(), EMAIL)
                // Anybody could write somebody else's address there.
                .filter(claim -> !claim.equals(EMAIL) || !Boolean.FALSE.equals(claims.get("email_verified")))
                .flatMap(claim -> values(claims, claim).stream())
                .filter(name -> !name.isBlank())
                .findFirst();
    }

    /** The highest of those that the claim gives. */
    private Optional<Role> role(Map<String, Object> claims) {
        return values(claims, settings.roleClaim()).stream()
                .flatMap(this::roles)
                .max(Comparator.naturalOrder());
    }

    private Stream<Role> roles(String value) {
        OidcSettings.Roles groups = settings.roles();
        if (!groups.areNamed()) {
            return Role.find(value).stream();
        }
        return Stream.of(Role.values()).filter(role -> switch (role) {
            case ADMINISTRATOR -> groups.administrator().contains(value);
            case OPERATOR -> groups.operator().contains(value);
            case VIEWER -> groups.viewer().contains(value);
        });
    }

    private static List<String> values(Map<?, ?> claims, String name) {
        Object value = value(claims, name);
        return value instanceof Collection<?> several
                ? several.stream().map(String::valueOf).toList()
                : value == null ? List.of() : List.of(String.valueOf(value));
    }

    /** A name with a dot may be that of a claim, as addresses are, or lead into one. */
    private static @Nullable Object value(Map<?, ?> claims, String name) {
        int dot = name.indexOf('.');
        if (claims.containsKey(name) || dot < 0) {
            return claims.get(name);
        }
        return claims.get(name.substring(0, dot)) instanceof Map<?, ?> within
                ? value(within, name.substring(dot + 1))
                : null;
    }
}
