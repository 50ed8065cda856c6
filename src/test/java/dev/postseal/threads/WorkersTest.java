package dev.postseal.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkersTest {
    @Test
    void taskForWhichTheSystemHasNoThreadIsRefusedAndTheNextIsNot() throws Exception {
        var left = new AtomicInteger(1);
        var workers = new Workers(task -> {
            if (left.getAndDecrement() > 0) {
                throw new OutOfMemoryError("unable to create native thread"); // As the JVM says it.
            }
            return new Thread(task);
        });

        assertThatThrownBy(() -> workers.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);

        var done = new CompletableFuture<String>();
        workers.execute(() -> done.complete("done"));
        assertThat(done.get(10, TimeUnit.SECONDS)).isEqualTo("done");
    }

    @Test
    void keepsNoJvmFromEndingAndIsToldApartInDumps() throws Exception {
        var seen = new CompletableFuture<Thread>();

        new Workers("some").execute(() -> seen.complete(Thread.currentThread()));

        Thread thread = seen.get(10, TimeUnit.SECONDS);
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getName()).isEqualTo("some-1");
    }
}
