package dev.postseal.account;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/** What a key may be, for whoever takes a {@link KeyRequest} from people or programs. */
public final class KeyRules {
    public static final int LONGEST_NAME = 100;
    public static final int MOST_NETWORKS = 100;

    private KeyRules() {}

    /** A rule that can be broken. */
    public enum Rule {
        NAME_MISSING,
        NAME_TOO_LONG,
        NETWORK_UNREADABLE,
        TOO_MANY_NETWORKS,
        EXPIRY_PAST
    }

    /**
     * A rule that is broken.
     *
     * @param fact the network that is none; for a limit the limit; else empty
     */
    public record Broken(Rule rule, String fact) {}

    /** What is wrong; nothing when a request can be made of it. */
    public static List<Broken> check(String name, List<String> networks, @Nullable Instant expiresAt, Instant now) {
        List<Broken> broken = new ArrayList<>();
        if (name.isBlank()) {
            broken.add(new Broken(Rule.NAME_MISSING, ""));
        } else if (name.length() > LONGEST_NAME) {
            broken.add(new Broken(Rule.NAME_TOO_LONG, String.valueOf(LONGEST_NAME)));
        }
        networks.stream()
                .filter(network -> !isNetwork(network))
                .findFirst()
                .ifPresent(network -> broken.add(new Broken(Rule.NETWORK_UNREADABLE, network)));
        if (networks.size() > MOST_NETWORKS) {
            broken.add(new Broken(Rule.TOO_MANY_NETWORKS, String.valueOf(MOST_NETWORKS)));
        }
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            broken.add(new Broken(Rule.EXPIRY_PAST, ""));
        }
        return broken;
    }

    private static boolean isNetwork(String network) {
        try {
            new IpAddressMatcher(network);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
