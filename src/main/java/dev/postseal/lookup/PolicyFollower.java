package dev.postseal.lookup;

import dev.postseal.policy.LivePolicies;
import dev.postseal.policy.NotInForceException;
import dev.postseal.policy.PolicyFeed;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this node's table at the database's revision: at once after a write of this node, woken by NOTIFY after one of
 * another, and by asking every half second should a notification be lost.
 */
final class PolicyFollower implements LivePolicies, AutoCloseable {
    static final Duration POLL = Duration.ofMillis(500);

    private static final Logger log = LoggerFactory.getLogger(PolicyFollower.class);

    private final PolicyFeed feed;
    private final PolicyLookup lookup;
    private final Thread poller =
            Thread.ofPlatform().name("policy-follower").daemon().unstarted(this::poll);
    private volatile boolean reachable = true;

    PolicyFollower(PolicyFeed feed, PolicyLookup lookup) {
        this.feed = feed;
        this.lookup = lookup;
    }

    /** Reads all entries, then follows. */
    void start() {
        long began = System.nanoTime();
        follow();
        log.info(
                "{} policies read in {} ms, at revision {}",
                lookup.table().size(),
                Duration.ofNanos(System.nanoTime() - began).toMillis(),
                lookup.revision());
        poller.start();
    }

    @Override
    public void catchUp() {
        try {
            follow();
        } catch (RuntimeException e) {
            throw new NotInForceException(e);
        }
    }

    /** Follows if the database can be reached; otherwise lookups are answered from the last known table. */
    void tryToFollow() {
        try {
            follow();
            if (!reachable) {
                log.info("Following policy changes again, at revision {}", lookup.revision());
            }
            reachable = true;
        } catch (RuntimeException e) {
            if (reachable) {
                log.warn(
                        "Cannot follow policy changes, lookups are answered by revision {}: {}",
                        lookup.revision(),
                        e.toString());
            }
            reachable = false;
        }
    }

    @Override
    public void close() {
        poller.interrupt();
    }

    /** One at a time: a later reader must never be overtaken by an earlier one's older table. */
    private synchronized void follow() {
        long askedAt = System.nanoTime();
        PolicyTable table = lookup.table();
        switch (feed.since(table.revision())) {
            case PolicyFeed.Update.Current current -> {}
            case PolicyFeed.Update.Changed changed ->
                lookup.replace(table.with(changed.revision(), changed.targets(), changed.entries()));
            case PolicyFeed.Update.Everything all -> lookup.replace(PolicyTable.of(all.revision(), all.entries()));
        }
        lookup.confirm(askedAt);
    }

    private void poll() {
        try {
            while (true) {
                Thread.sleep(POLL);
                tryToFollow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
