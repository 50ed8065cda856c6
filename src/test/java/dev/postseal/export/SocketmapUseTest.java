package dev.postseal.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SocketmapUseTest {
    private final SettableClock clock = new SettableClock();
    private final SocketmapUse use = new SocketmapUse(clock);

    @Test
    void saysWhenAndByWhomItWasAskedLast() {
        assertThat(use.lastRequest()).isEmpty();
        found(1);
        clock.advance(Duration.ofSeconds(5));
        notFound("x.example");

        assertThat(use.lastRequest()).contains(new SocketmapUse.LastRequest(clock.instant(), "127.0.0.1:4711"));
        assertThat(use.requests()).isEqualTo(new SocketmapUse.Requests(1, 1, 0, 0));
    }

    @Test
    void countsTheLastMinuteAndHour() {
        use.look();
        found(10);
        use.look();
        clock.advance(Duration.ofSeconds(59));
        assertThat(use.requestsInLastMinute()).isEqualTo(10);
        found(5);
        clock.advance(Duration.ofSeconds(2));
        assertThat(use.requestsInLastMinute()).isEqualTo(5);
        assertThat(use.requestsInLastHour()).isEqualTo(15);
        clock.advance(Duration.ofMinutes(58));
        assertThat(use.requestsInLastMinute()).isZero();
        assertThat(use.requestsInLastHour()).isEqualTo(15);
        clock.advance(Duration.ofMinutes(3));
        assertThat(use.requestsInLastHour()).isZero();
    }

    @Test
    void theUsualSilenceIsTheLongestOfSevenDaysAndSixHoursAtFirst() {
        assertThat(use.usualSilence()).isZero();
        found(1);
        assertThat(use.usualSilence()).isEqualTo(Duration.ofHours(6));
        for (int day = 0; day < 8; day++) {
            clock.advance(Duration.ofHours(9));
            found(1);
            clock.advance(Duration.ofHours(15));
            found(1);
        }
        assertThat(use.usualSilence()).isEqualTo(Duration.ofHours(15));
        for (int hour = 0; hour < 9 * 24; hour++) {
            clock.advance(Duration.ofHours(1));
            found(1);
        }
        assertThat(use.usualSilence()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void whatWasUsualBeforeARestartStillIs() {
        use.remember(clock.instant().minus(Duration.ofHours(3)), Duration.ofHours(10));
        assertThat(use.lastAsked()).contains(clock.instant().minus(Duration.ofHours(3)));
        assertThat(use.usualSilence()).isEqualTo(Duration.ofHours(10));
        found(1);
        assertThat(use.lastAsked()).contains(clock.instant());
        assertThat(use.usualSilence()).isEqualTo(Duration.ofHours(10));
    }

    @Test
    void namesTheLatestKeysWithoutAnEntry() {
        notFound("a.example");
        notFound("b.example");
        notFound("b.example");
        clock.advance(Duration.ofSeconds(1));
        notFound("a.example");

        assertThat(use.keysWithoutEntry())
                .extracting(SocketmapUse.KeyWithoutEntry::key)
                .containsExactly("a.example", "b.example");
        assertThat(use.keysWithoutEntry())
                .extracting(SocketmapUse.KeyWithoutEntry::times)
                .containsExactly(2L, 2L);
        assertThat(use.keysWithoutEntry().getFirst().lastAt()).isEqualTo(clock.instant());
    }

    @Test
    void hostileKeysTakeNoMoreMemoryThanOthers() {
        for (int i = 0; i < 10_000; i++) {
            notFound(i + "x".repeat(9_000));
        }
        assertThat(use.keysWithoutEntry())
                .hasSize(100)
                .allSatisfy(key -> assertThat(key.key()).hasSizeLessThanOrEqualTo(301));
        assertThat(use.keysWithoutEntry().getFirst().key()).startsWith("9999x");
    }

    private void found(int times) {
        for (int i = 0; i < times; i++) {
            use.answered(new Answer.Found(4711, "encrypt"), "127.0.0.1:4711", clock.millis());
        }
    }

    private void notFound(String key) {
        use.answered(new Answer.NotFound(key), "127.0.0.1:4711", clock.millis());
    }
}
