package dev.postseal.account;

import java.time.Duration;

/** 1 s, 2 s, 4 s and so on, up to a longest. */
final class GrowingDelay {
    private GrowingDelay() {}

    /**
     * @param failures how many there were beyond those that are free, from 1
     */
    static Duration after(int failures, Duration longest) {
        Duration delay = Duration.ofSeconds(1L << Math.min(failures - 1, 20));
        return delay.compareTo(longest) < 0 ? delay : longest;
    }
}
