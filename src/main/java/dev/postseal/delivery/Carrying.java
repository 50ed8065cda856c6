package dev.postseal.delivery;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A claimed group while a thread carries it, from being handed to that thread until all is done, outcome included. */
final class Carrying {
    private final ClaimedGroup group;
    private final CountDownLatch done = new CountDownLatch(1);
    private @Nullable Thread thread;
    private boolean interrupted;

    Carrying(ClaimedGroup group) {
        this.group = group;
    }

    ClaimedGroup group() {
        return group;
    }

    /** Does the work on this thread; an interrupt that came before it is not lost, one after it does not reach the thread. */
    void run(Runnable work) {
        begin();
        try {
            work.run();
        } finally {
            end();
            done.countDown();
        }
    }

    private synchronized void begin() {
        thread = Thread.currentThread();
        if (interrupted) {
            thread.interrupt();
        }
    }

    private synchronized void end() {
        thread = null;
    }

    /** Asks it to end soon. */
    synchronized void interrupt() {
        interrupted = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    void await(Duration patience) throws InterruptedException {
        done.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }
}
