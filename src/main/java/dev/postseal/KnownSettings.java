package dev.postseal;

import dev.postseal.mail.Spelling;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Refuses settings below {@code postseal.} that do not exist: one that is misspelt would otherwise leave the default in
 * force without a word. {@link KnownVariables} does the same for the environment.
 */
final class KnownSettings implements EnvironmentPostProcessor {
    private static final String PREFIX = "postseal.";
    /** Names of this kind end in whatever the administrator likes. */
    static final String ROUTES = "postseal.delivery.routes";

    static final Map<String, List<String>> NAMES = new TreeMap<>(Map.ofEntries(
            Map.entry("postseal", List.of("data-dir", "public-url")),
            Map.entry("postseal.database", List.of("port", "notifications-url")),
            Map.entry("postseal.admin", List.of("initial-password")),
            Map.entry(
                    "postseal.oidc",
                    List.of("issuer", "client-id", "client-secret", "name", "role-claim", "user-claim", "scopes")),
            Map.entry("postseal.oidc.roles", List.of("administrator", "operator", "viewer")),
            Map.entry("postseal.api", List.of("initial-key")),
            Map.entry(
                    "postseal.smtp",
                    List.of(
                            "listen",
                            "relay-networks",
                            "max-message-size",
                            "max-connections",
                            "max-connections-per-address",
                            "command-timeout",
                            "message-timeout")),
            Map.entry(
                    "postseal.delivery",
                    List.of(
                            "enabled",
                            "default-policy",
                            "port",
                            "hello-name",
                            "route",
                            "trust-anchors",
                            "max-queue-time",
                            "min-backoff",
                            "max-backoff",
                            "concurrency",
                            "concurrency-per-destination",
                            "connect-timeout",
                            "tls-timeout",
                            "command-timeout")),
            Map.entry("postseal.policy", List.of("tafile-directories")),
            Map.entry("postseal.dns", List.of("servers", "dnssec", "trust-anchor-file")),
            Map.entry("postseal.socketmap", List.of("listen", "max-connections", "request-timeout", "idle-timeout")),
            Map.entry("postseal.export", List.of("file", "command")),
            Map.entry("postseal.notify", List.of("sender", "fallback", "lead-time", "language"))));

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> listed) {
                require(listed);
            }
        }
    }

    private static void require(EnumerablePropertySource<?> source) {
        boolean ofTheSystem = source.getName().contains(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        for (String name : source.getPropertyNames()) {
            if (ofTheSystem) {
                KnownVariables.require(name);
            } else {
                require(name);
            }
        }
    }

    static void require(String name) {
        String plain = name.replaceAll("\\[.*", "");
        if (!plain.startsWith(PREFIX) || plain.equals(ROUTES) || plain.startsWith(ROUTES + ".") || isKnown(plain)) {
            return;
        }
        throw new IllegalStateException(name + " is not a setting of Postseal"
                + nearest(plain).map(known -> "; did you mean " + known + "?").orElse(""));
    }

    private static boolean isKnown(String name) {
        return all().anyMatch(known -> folded(known).equals(folded(name)));
    }

    /** Spring reads {@code dataDir} and {@code data_dir} as {@code data-dir}. */
    private static String folded(String name) {
        return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    static Stream<String> all() {
        return NAMES.entrySet().stream()
                .flatMap(group -> group.getValue().stream().map(name -> group.getKey() + "." + name));
    }

    private static Optional<String> nearest(String name) {
        List<String> ends = all().map(known -> known.substring(PREFIX.length())).toList();
        return Spelling.nearest(name.substring(PREFIX.length()), ends).map(PREFIX::concat);
    }
}
