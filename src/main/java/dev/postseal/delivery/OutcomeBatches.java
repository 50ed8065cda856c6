package dev.postseal.delivery;

import dev.postseal.delivery.Outcomes.Finished;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes outcomes of several messages in one transaction: those that come while one is being written go with the next, so
 * that the disk is waited for once and not once for each. Whoever waits for it longest does the work for all.
 */
final class OutcomeBatches {
    private static final int MOST_RECIPIENTS = 200;
    private static final Logger log = LoggerFactory.getLogger(OutcomeBatches.class);

    private final Outcomes outcomes;
    private final Queue<Entry> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock();

    OutcomeBatches(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    private enum Progress {
        WAITING,
        WRITTEN,
        /** The batch did not go through, perhaps because of another one in it. */
        ALONE
    }

    private static final class Entry {
        final Finished finished;
        /** Guarded by {@link #writing}. */
        Progress progress = Progress.WAITING;

        Entry(Finished finished) {
            this.finished = finished;
        }
    }

    /**
     * Returns when the outcome is on the disk.
     *
     * @throws RuntimeException what the database said to this outcome alone; nothing of it is written
     */
    void write(Finished finished) {
        var entry = new Entry(finished);
        waiting.add(entry);
        writing.lock();
        try {
            while (entry.progress == Progress.WAITING) {
                writeNext();
            }
        } finally {
            writing.unlock();
        }
        if (entry.progress == Progress.ALONE) {
            outcomes.record(List.of(finished));
        }
    }

    private void writeNext() {
        List<Entry> batch = next();
        Progress progress = Progress.ALONE;
        try {
            outcomes.record(batch.stream().map(entry -> entry.finished).toList());
            progress = Progress.WRITTEN;
        } catch (RuntimeException e) {
            log.debug("{} outcomes were not written together: {}", batch.size(), e.getMessage());
        } finally {
            for (Entry entry : batch) {
                entry.progress = progress;
            }
        }
    }

    private List<Entry> next() {
        var batch = new ArrayList<Entry>();
        int recipients = 0;
        for (Entry entry = waiting.poll(); entry != null; entry = waiting.poll()) {
            batch.add(entry);
            recipients += entry.finished.group().recipients().size();
            if (recipients >= MOST_RECIPIENTS) {
                break;
            }
        }
        return batch;
    }
}
