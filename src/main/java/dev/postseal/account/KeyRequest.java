package dev.postseal.account;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * What an API key is to be.
 *
 * @param networks addresses or CIDR blocks it may be used from; empty: from anywhere
 * @param expiresAt from then on it is refused; null: never
 */
public record KeyRequest(
        String name,
        Role role,
        List<String> networks,
        @Nullable Instant expiresAt) {
    /** @throws IllegalArgumentException when the name is blank or a network is none */
    public KeyRequest {
        networks = List.copyOf(networks);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a key needs a name");
        }
        networks.forEach(IpAddressMatcher::new);
    }

    /** As keys are spoken of outside: one that only reads, or one that writes as well. */
    public KeyRequest(String name, boolean readOnly, List<String> networks, @Nullable Instant expiresAt) {
        this(name, readOnly ? Role.VIEWER : Role.OPERATOR, networks, expiresAt);
    }
}
