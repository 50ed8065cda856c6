package dev.postseal.threads;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;

/**
 * Begins each task at once on a thread of its own. Threads that are done are used again for a minute, and keep no JVM from
 * ending. There are as many as there are tasks: whoever hands them over bounds them.
 */
public final class Workers implements Executor {
    private final Executor threads;

    /** @param name of the threads, before a hyphen and a number */
    public Workers(String name) {
        this(Thread.ofPlatform().daemon().name(name + "-", 1).factory());
    }

    Workers(ThreadFactory factory) {
        this.threads = Executors.newCachedThreadPool(factory);
    }

    /**
     * Begins the task, or says that it never will be.
     *
     * @throws RejectedExecutionException when the system permits no more threads; the JVM's own word for that is an error,
     *     as if nothing could go on, while only this task cannot
     */
    @Override
    public void execute(Runnable task) {
        try {
            threads.execute(task);
        } catch (OutOfMemoryError noThread) {
            throw new RejectedExecutionException("the system permits no more threads", noThread);
        }
    }
}
