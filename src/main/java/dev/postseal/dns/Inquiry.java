package dev.postseal.dns;

import dev.postseal.mail.Reason;
import dev.postseal.threads.Workers;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * All that is done for one question. dnsjava's validator hands its executor on to each query it makes for keys and says
 * nothing of those that fail; the executor is therefore where the deadline and the failures of one question are kept.
 * Each task has a thread of its own, since tasks wait for others; threads that are done are used again.
 */
final class Inquiry implements Executor {
    /** As many as there are tasks: each ends by its deadline. */
    static final Executor THREADS = new Workers("dns");

    private final Deadline deadline;
    private final AtomicReference<@Nullable Reason> failure = new AtomicReference<>();
    private final Set<Question> keysAsked = ConcurrentHashMap.newKeySet();

    Inquiry(Deadline deadline) {
        this.deadline = deadline;
    }

    @Override
    public void execute(Runnable task) {
        THREADS.execute(task);
    }

    Deadline deadline() {
        return deadline;
    }

    void failed(Reason why) {
        failure.compareAndSet(null, why);
    }

    /** The first query that had no usable answer; without a word from the validator, what it concluded is then void. */
    @Nullable Reason failure() {
        return failure.get();
    }

    void asked(Question question) {
        keysAsked.add(question);
    }

    /** Questions for keys and delegations that this question depended on. */
    Set<Question> keysAsked() {
        return Set.copyOf(keysAsked);
    }
}
