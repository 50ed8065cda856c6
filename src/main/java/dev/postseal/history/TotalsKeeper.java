package dev.postseal.history;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Counts every half minute; less often where counting takes long, so that it never takes more than a fiftieth of a core. */
@Component
class TotalsKeeper implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(TotalsKeeper.class);
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final int SHARE = 50;

    private final HourlyTotals totals;
    private volatile @Nullable Thread thread;

    TotalsKeeper(HourlyTotals totals) {
        this.totals = totals;
    }

    @Override
    public void start() {
        thread = Thread.ofPlatform().daemon().name("postseal-history").start(this::keep);
    }

    @Override
    public void stop() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
            thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void keep() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Duration taken = count().multipliedBy(SHARE);
                Thread.sleep(taken.compareTo(PAUSE) > 0 ? taken : PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration count() {
        long begun = System.nanoTime();
        try {
            totals.countIfDue();
        } catch (DataAccessException | TransactionException e) {
            log.debug("The history was not counted, the next time makes up for it: {}", e.getMessage());
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
