package dev.postseal.delivery;

import dev.postseal.threads.Workers;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Says that there may be something to deliver: at once on this node, a moment later on the others. NOTIFY is sent after
 * the transaction that queued the message, and once for many of them, because PostgreSQL lets transactions that notify
 * commit only one after the other; for the same reason one at a time is on its way, and does not wait for the disk. When it
 * is lost, polling finds the message within a second.
 */
@Component
class QueueSignal {
    static final String CHANNEL = "postseal_queue";
    private static final Logger log = LoggerFactory.getLogger(QueueSignal.class);

    private final Semaphore work = new Semaphore(0);
    private final AtomicInteger toAnnounce = new AtomicInteger();
    private final JdbcClient jdbc;
    private final Executor threads;

    @Autowired
    QueueSignal(JdbcClient jdbc) {
        this(jdbc, new Workers("postseal-queue-notify"));
    }

    /** @param threads of which one at a time is asked for */
    QueueSignal(JdbcClient jdbc, Executor threads) {
        this.jdbc = jdbc;
        this.threads = threads;
    }

    /** Wakes the claim loops of all nodes. */
    void raise() {
        wake();
        if (toAnnounce.getAndIncrement() == 0) {
            startAnnouncing();
        }
    }

    /** Whoever raised it has committed: that no thread is to be had for it must not look like a failure to them. */
    private void startAnnouncing() {
        try {
            threads.execute(this::announceAll);
        } catch (RejectedExecutionException noThread) {
            toAnnounce.set(0);
            log.warn("Other nodes are not told of new mail, they find it within a second: {}", noThread.getMessage());
        }
    }

    /** Wakes the claim loop of this node. */
    void wake() {
        work.release();
    }

    /** Waits until something may be to do, but no longer than this. */
    void await(long milliseconds) throws InterruptedException {
        work.tryAcquire(milliseconds, TimeUnit.MILLISECONDS);
        work.drainPermits();
    }

    private void announceAll() {
        int announced;
        do {
            announced = toAnnounce.get();
            announce();
        } while (toAnnounce.addAndGet(-announced) > 0);
    }

    private void announce() {
        try {
            jdbc.sql("SELECT set_config('synchronous_commit', 'off', true), pg_notify(?, '')::text")
                    .param(CHANNEL)
                    .query((row, number) -> number)
                    .list();
        } catch (DataAccessException e) {
            log.debug("Other nodes were not woken: {}", e.getMessage());
        }
    }
}
