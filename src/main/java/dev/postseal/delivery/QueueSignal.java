package dev.postseal.delivery;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
    /** One thread, and none when there is nothing to say. */
    private final Executor announcer = new ThreadPoolExecutor(
            0,
            1,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("postseal-queue-notify").factory());

    private final JdbcClient jdbc;

    QueueSignal(JdbcClient jdbc) {
        this.jdbc = jdbc;
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
            announcer.execute(this::announceAll);
        } catch (OutOfMemoryError noThread) {
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
