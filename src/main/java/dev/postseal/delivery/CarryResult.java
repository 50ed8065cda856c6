package dev.postseal.delivery;

import java.util.Map;

/** What came of an attempt, for each recipient. A recipient left out is tried again as if nothing had happened. */
public record CarryResult(Map<Recipient, AttemptRecord> attempts) {
    public CarryResult {
        attempts = Map.copyOf(attempts);
    }
}
