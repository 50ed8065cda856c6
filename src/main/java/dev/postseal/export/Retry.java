package dev.postseal.export;

import java.time.Duration;

/** When to try again what has failed: after a second, then after twice as long each time, at last once a minute. */
final class Retry {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private Duration pause = Duration.ZERO;
    private long failedAt;

    synchronized boolean isDue() {
        return System.nanoTime() - failedAt >= pause.toNanos() || pause.isZero();
    }

    synchronized void failed() {
        Duration longer = pause.isZero() ? FIRST : pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
        failedAt = System.nanoTime();
    }

    /** It is due at once. */
    synchronized void reset() {
        pause = Duration.ZERO;
    }
}
