package dev.postseal.housekeeping;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * A round of housekeeping, made again and again from the start to the stop of the product. A round that fails is made up
 * for by the next one; it does NOT ensure that rounds are made while the database is away.
 */
public abstract class Rounds implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Rounds.class);
    private static final Duration LAST_ROUND = Duration.ofSeconds(2);

    private final String name;
    private final Duration pause;
    private volatile @Nullable Thread thread;

    /**
     * @param name of the thread
     * @param pause between the end of a round and the beginning of the next one
     */
    protected Rounds(String name, Duration pause) {
        this.name = name;
        this.pause = pause;
    }

    /** One round; what fails in it is written to the log. */
    protected abstract void round();

    /** How long to wait for the first round. */
    protected Duration pauseBefore() {
        return Duration.ZERO;
    }

    /** How long to pause after a round that took so long. */
    protected Duration pauseAfter(Duration taken) {
        return pause;
    }

    @Override
    public void start() {
        thread = Thread.ofPlatform().daemon().name(name).start(this::keep);
    }

    /** Returns when the last round has ended, or might take long. */
    @Override
    public void stop() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
            thread = null;
            await(running);
        }
    }

    private static void await(Thread running) {
        try {
            running.join(LAST_ROUND);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void keep() {
        try {
            Thread.sleep(pauseBefore());
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(pauseAfter(timed()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration timed() {
        long begun = System.nanoTime();
        try {
            round();
        } catch (DataAccessResourceFailureException
                | TransientDataAccessException
                | RecoverableDataAccessException
                | TransactionException e) {
            log.debug("{}: the next round makes up for this one: {}", name, e.getMessage());
        } catch (RuntimeException e) {
            log.error("{}: a round failed", name, e);
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
