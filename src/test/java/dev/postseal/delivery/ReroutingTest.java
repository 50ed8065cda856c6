package dev.postseal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReroutingTest {
    private final QueueFixture queue = new QueueFixture();

    @Test
    void mailThatWaitsFollowsTheRoutesOfTheNextStart() {
        queue.accept("a@example.org", "x@one.example", "y@Two.example", "z@three.example");

        reroute("[relay.example]:587", Map.of("two.example", "[other.example]"));
        assertThat(nextHops()).containsExactly("[relay.example]:587", "[other.example]", "[relay.example]:587");

        reroute(null, Map.of());
        assertThat(nextHops()).containsExactly("one.example", "two.example", "three.example");
    }

    @Test
    void whatHasBeenDecidedStaysInItsHistory() {
        queue.accept("a@example.org", "x@one.example");
        queue.jdbc
                .sql("update delivery set state = 'bounced', next_attempt_at = null")
                .update();

        reroute("[relay.example]", Map.of());

        assertThat(nextHops()).containsExactly("one.example");
    }

    private void reroute(@Nullable String route, Map<String, String> routes) {
        Duration second = Duration.ofSeconds(1);
        var settings = new DeliverySettings(
                true, 25, "mail.postseal.test", route, routes, second, second, second, 1, 1, second, second, second);
        new Rerouting(queue.jdbc, new Routes(settings)).run();
    }

    private List<String> nextHops() {
        return queue.jdbc
                .sql("select nexthop from delivery order by id")
                .query(String.class)
                .list();
    }
}
