package dev.postseal.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.database.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class NodesTest {
    private static final UUID A = new UUID(0, 1);
    private static final UUID B = new UUID(0, 2);
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.fresh().dataSource());
    private final Nodes nodes = new Nodes(jdbc);

    @Test
    void aNodeIsSilentAfterAMinuteAndForgottenAfterSevenDays() {
        beat("a", A, 0);
        beat("b", B, 0);
        later("b", "59 seconds");
        assertThat(nodes.all()).extracting(NodeStatus::silent).containsExactly(false, false);
        later("b", "2 seconds");
        assertThat(nodes.all()).extracting(NodeStatus::silent).containsExactly(false, true);
        later("b", "7 days");
        assertThat(nodes.all()).extracting(NodeStatus::name).containsExactly("a");
        nodes.forget("a", A);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void aNodeIsBehindWhenItHasNotKnownAChangeForTenSeconds() {
        jdbc.sql("update policy_revision set revision = 7").update();
        beat("a", A, 5);
        assertThat(nodes.all().getFirst().behind()).isFalse();
        jdbc.sql("update node set behind_since = behind_since - interval '11 seconds'")
                .update();
        beat("a", A, 6);
        assertThat(nodes.all().getFirst().behind()).isTrue();
        assertThat(nodes.all().getFirst().changesBehind()).isEqualTo(1);
        beat("a", A, 7);
        assertThat(nodes.all().getFirst().behind()).isFalse();
        beat("a", A, 7);
        jdbc.sql("update policy_revision set revision = 8").update();
        beat("a", A, 7);
        assertThat(nodes.all().getFirst().behind()).isFalse();
    }

    @Test
    void whoStartsAgainTakesThePlaceOfItsFormerSelfAndWhoStopsIsNotMissed() {
        beat("a", A, 0);
        beat("a", B, 0);
        nodes.forget("a", B);
        assertThat(nodes.all()).hasSize(2);
        jdbc.sql("update node set seen_at = seen_at - interval '61 seconds' where instance = ?")
                .param(A)
                .update();
        nodes.forget("a", B);
        assertThat(nodes.all()).hasSize(1);
        nodes.stopped("a", B);
        assertThat(nodes.all()).isEmpty();
        assertThat(nodes.asked("a").orElseThrow().at()).isEqualTo(NOW);
    }

    @Test
    void postfixIsMissedAfterTwiceItsUsualSilenceAndNotBeforeAnHour() {
        assertThat(asked(Duration.ofMinutes(59), Duration.ofMinutes(1))).isFalse();
        assertThat(asked(Duration.ofMinutes(61), Duration.ofMinutes(1))).isTrue();
        assertThat(asked(Duration.ofHours(12), Duration.ofHours(6))).isFalse();
        assertThat(asked(Duration.ofHours(13), Duration.ofHours(6))).isTrue();
        assertThat(asked(Duration.ofDays(8), Duration.ofHours(6))).isFalse();
    }

    private static boolean asked(Duration ago, Duration usual) {
        return new NodeStatus("a", "", 0, 0, NOW, false, false, NOW.minus(ago), usual).isNoLongerAsked(NOW);
    }

    private void beat(String name, UUID instance, long revision) {
        nodes.beat(name, instance, "1", revision, NOW, Duration.ofHours(6));
    }

    private void later(String name, String passed) {
        jdbc.sql("update node set seen_at = seen_at - cast(? as interval) where name = ?")
                .params(passed, name)
                .update();
    }

    private long rows() {
        return jdbc.sql("select count(*) from node").query(Long.class).single();
    }
}
