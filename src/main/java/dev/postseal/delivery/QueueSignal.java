package dev.postseal.delivery;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Says that there may be something to deliver: at once on this node, a moment later on the others. NOTIFY is sent after
 * the transaction that queued the message, and once for many of them, because PostgreSQL lets transactions that notify
 * commit only one after the other. When it is lost, polling finds the message within a second.
 */
@Component
class QueueSignal {
    static final String CHANNEL = "postseal_queue";
    private static final Logger log = LoggerFactory.getLogger(QueueSignal.class);

    private final Semaphore work = new Semaphore(0);
    private final AtomicBoolean announcing = new AtomicBoolean();
    private final JdbcClient jdbc;

    QueueSignal(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Wakes the claim loops of all nodes. */
    void raise() {
        wake();
        if (announcing.compareAndSet(false, true)) {
            Thread.ofVirtual().name("postseal-queue-notify").start(this::announce);
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

    private void announce() {
        announcing.set(false);
        try {
            jdbc.sql("SELECT pg_notify(?, '')::text")
                    .param(CHANNEL)
                    .query(String.class)
                    .optional();
        } catch (DataAccessException e) {
            log.debug("Other nodes were not woken: {}", e.getMessage());
        }
    }
}
