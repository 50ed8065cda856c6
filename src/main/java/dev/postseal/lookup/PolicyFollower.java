package dev.postseal.lookup;

import dev.postseal.policy.LivePolicies;
import dev.postseal.policy.NotInForceException;
import dev.postseal.policy.PolicyFeed;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps this node's table at the database's revision: at once after a write of this node, woken by NOTIFY after one of
 * another, and by asking every half second should a notification be lost.
 */
final class PolicyFollower implements LivePolicies, SmartLifecycle, AutoCloseable {
    static final Duration POLL = Duration.ofMillis(500);

    private static final Logger log = LoggerFactory.getLogger(PolicyFollower.class);

    private final PolicyFeed feed;
    private final PolicyLookup lookup;
    private volatile boolean reachable = true;
    private @Nullable FutureTask<Boolean> loading;
    private volatile @Nullable Thread poller;

    PolicyFollower(PolicyFeed feed, PolicyLookup lookup) {
        this.feed = feed;
        this.lookup = lookup;
    }

    /**
     * Begins to read all entries, while the rest of the product is put together.
     *
     * @param ahead waits for what has been read before already, if anything has
     */
    void begin(Callable<Optional<PolicyFeed.Update.Everything>> ahead) {
        loading = new FutureTask<>(() -> load(ahead));
        Thread.ofPlatform().name("policy-load").daemon().start(loading);
    }

    /** Returns when all entries have been read; they are followed from then on. */
    @Override
    public void start() {
        if (loading == null) {
            begin(Optional::empty);
        }
        try {
            Objects.requireNonNull(loading).get();
            loading = null; // a start after a stop follows what changed meanwhile before anybody is answered
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while policies were being read", e);
        }
        tryToFollow(); // what was read some seconds ago passes for current no longer
        poller = Thread.ofPlatform().name("policy-follower").daemon().start(this::poll);
    }

    @Override
    public void stop() {
        close();
    }

    @Override
    public boolean isRunning() {
        return poller != null;
    }

    /** Before everything that answers or sends by policies, and after it at the end. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    private boolean load(Callable<Optional<PolicyFeed.Update.Everything>> ahead) throws Exception {
        long began = System.nanoTime();
        ahead.call().map(PolicyFollower::table).ifPresent(lookup::replace);
        follow();
        log.debug(
                "{} policies read in {} ms, at revision {}",
                lookup.table().size(),
                Duration.ofNanos(System.nanoTime() - began).toMillis(),
                lookup.revision());
        return true;
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
        Thread running = poller;
        if (running != null) {
            running.interrupt();
            poller = null;
        }
    }

    /** One at a time: a later reader must never be overtaken by an earlier one's older table. */
    private synchronized void follow() {
        long askedAt = System.nanoTime();
        PolicyTable table = lookup.table();
        switch (feed.since(table.revision())) {
            case PolicyFeed.Update.Current current -> {}
            case PolicyFeed.Update.Changed changed ->
                lookup.replace(table.with(changed.revision(), changed.targets(), changed.entries()));
            case PolicyFeed.Update.Everything all -> lookup.replace(table(all));
        }
        lookup.confirm(askedAt);
    }

    private static PolicyTable table(PolicyFeed.Update.Everything all) {
        return PolicyTable.of(all.revision(), all.entries());
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
