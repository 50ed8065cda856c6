package dev.postseal.nodes;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a node last said of itself.
 *
 * @param name its EHLO name, as in the history of attempts
 * @param version of the product; empty when it was not built as one
 * @param revision by which it decides
 * @param changesBehind how many changes of policy it has not taken over
 * @param seenAt by the database's clock
 * @param silent nothing was heard of it for more than a minute
 * @param behind it has not known every change for more than ten seconds
 * @param askedAt when Postfix last asked its socketmap; null: never
 * @param usualSilence for how long Postfix usually does not ask it
 */
public record NodeStatus(
        String name,
        String version,
        long revision,
        long changesBehind,
        Instant seenAt,
        boolean silent,
        boolean behind,
        @Nullable Instant askedAt,
        Duration usualSilence) {
    private static final Duration LATELY = Duration.ofDays(7);
    private static final Duration LEAST = Duration.ofHours(1);

    /**
     * Whether Postfix asked this node within seven days and has since been silent for more than an hour and more than twice
     * as long as is usual. Of a node that is silent itself nothing is known.
     */
    public boolean isNoLongerAsked(Instant now) {
        if (askedAt == null || silent || askedAt.isBefore(now.minus(LATELY))) {
            return false;
        }
        Duration since = Duration.between(askedAt, now);
        return since.compareTo(LEAST) > 0 && since.compareTo(usualSilence.multipliedBy(2)) > 0;
    }
}
