package dev.postseal.dns;

import java.time.Duration;

/**
 * How long is waited.
 *
 * @param attempt for one server to answer one query
 * @param question for everything one question takes, the keys on the way to it included
 */
record Patience(Duration attempt, Duration question) {
    static final Patience USUAL = new Patience(Duration.ofSeconds(3), Duration.ofSeconds(15));
}
