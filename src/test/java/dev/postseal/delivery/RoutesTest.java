package dev.postseal.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postseal.mail.EmailAddress;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoutesTest {
    @Test
    void ownRouteComesBeforeTheRouteForAllMail() {
        Routes routes = routes("[relay.example]:587", Map.of("Example.NET", "mx.example.net"));

        assertThat(next(routes, "a@example.net")).isEqualTo("mx.example.net");
        assertThat(next(routes, "a@sub.example.net")).isEqualTo("[relay.example]:587");
    }

    @Test
    void withoutARouteMailGoesToItsDomain() {
        Routes routes = routes(null, Map.of());

        assertThat(next(routes, "a@Example.NET")).isEqualTo("example.net");
        assertThat(next(routes, "a@[192.0.2.1]")).isEqualTo("[192.0.2.1]");
        assertThat(next(routes, "a@bücher.example")).isEqualTo("xn--bcher-kva.example");
    }

    @Test
    void wrongRouteIsRefusedByName() {
        assertThatThrownBy(() -> routes("relay.example:x", Map.of()))
                .hasMessageStartingWith("postseal.delivery.route=relay.example:x must be a next hop");
        assertThatThrownBy(() -> routes(null, Map.of("example.net", "[")))
                .hasMessageStartingWith("postseal.delivery.routes.example.net=[ must be a next hop");
        assertThatThrownBy(() -> routes(null, Map.of("not a domain", "x.example")))
                .hasMessageStartingWith("postseal.delivery.routes.not a domain must name a mail domain");
    }

    @Test
    void wrongSettingIsRefusedByName() {
        assertThatThrownBy(() -> settings(null, Map.of(), Duration.ZERO, Duration.ofHours(4)))
                .hasMessageStartingWith("postseal.delivery.min-backoff=PT0S must be longer than zero");
        assertThatThrownBy(() -> settings(null, Map.of(), Duration.ofHours(5), Duration.ofHours(4)))
                .hasMessageStartingWith("postseal.delivery.max-backoff=PT4H must be at least min-backoff");
    }

    private static String next(Routes routes, String address) {
        return routes.of(EmailAddress.parse(address)).text();
    }

    private static Routes routes(@Nullable String all, Map<String, String> byDomain) {
        return new Routes(settings(all, byDomain, Duration.ofMinutes(5), Duration.ofHours(4)));
    }

    private static DeliverySettings settings(
            @Nullable String route, Map<String, String> routes, Duration minBackoff, Duration maxBackoff) {
        Duration some = Duration.ofSeconds(30);
        return new DeliverySettings(
                true, 25, "x.example", route, routes, some, minBackoff, maxBackoff, 1, 1, some, some, some);
    }
}
