package dev.postseal.delivery;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Times as Postfix logs them: in seconds, with two digits that count, but none below a hundredth. */
final class LogSeconds {
    private LogSeconds() {}

    /** @param time that is negative, by a clock that was set back, counts as none */
    static String of(Duration time) {
        BigDecimal seconds = BigDecimal.valueOf(Math.max(0, time.toMillis()), 3);
        int beforePoint = seconds.precision() - seconds.scale();
        int decimals = Math.clamp(2 - Math.max(0, beforePoint), 0, 2);
        BigDecimal rounded = seconds.setScale(decimals, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.toPlainString();
    }
}
