package dev.postseal.delivery;

import java.time.Duration;
import java.time.Instant;

/** When a deferred delivery is tried again: after min-backoff, then each time twice as long, up to max-backoff. */
final class RetryPlan {
    private final Duration minBackoff;
    private final Duration maxBackoff;
    private final Duration maxQueueTime;

    RetryPlan(DeliverySettings settings) {
        this.minBackoff = settings.minBackoff();
        this.maxBackoff = settings.maxBackoff();
        this.maxQueueTime = settings.maxQueueTime();
    }

    /**
     * The next attempt, at the end of the queue lifetime at the latest, so that giving up always follows an attempt.
     *
     * @param failures attempts that failed so far, at least 1
     */
    Instant nextAttempt(Instant queuedAt, Instant now, int failures) {
        Instant planned = now.plus(backoff(failures));
        Instant end = queuedAt.plus(maxQueueTime);
        return planned.isAfter(end) && now.isBefore(end) ? end : planned;
    }

    /** Whether a failure now is the last. */
    boolean isOver(Instant queuedAt, Instant now) {
        return !now.isBefore(queuedAt.plus(maxQueueTime));
    }

    private Duration backoff(int failures) {
        Duration backoff = minBackoff;
        for (int i = 1; i < failures && backoff.compareTo(maxBackoff) < 0; i++) {
            backoff = backoff.multipliedBy(2);
        }
        return backoff.compareTo(maxBackoff) > 0 ? maxBackoff : backoff;
    }
}
