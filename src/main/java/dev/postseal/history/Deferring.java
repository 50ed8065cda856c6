package dev.postseal.history;

import dev.postseal.mail.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Mail for one destination that waits for one reason.
 *
 * @param reason of the newest of them
 * @param oldest when the oldest of them was accepted
 * @param next when the first of them is tried again
 */
public record Deferring(String nexthop, @Nullable Reason reason, long count, Instant oldest, Instant next) {}
