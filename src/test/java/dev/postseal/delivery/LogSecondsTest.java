package dev.postseal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogSecondsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "4, 0",
        "12, 0.01",
        "100, 0.1",
        "374, 0.37",
        "996, 1",
        "1240, 1.2",
        "9980, 10",
        "12600, 13",
        "100000, 100",
        "432000400, 432000",
        "-5000, 0"
    })
    void asPostfixWritesThem(long milliseconds, String text) {
        assertThat(LogSeconds.of(Duration.ofMillis(milliseconds))).isEqualTo(text);
    }
}
