package dev.postseal.export;

import dev.postseal.SettableClock;
import dev.postseal.lookup.PolicyLookup;
import java.net.SocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A socketmap server without a container, on a free port unless the test says otherwise. */
final class SocketmapFixture implements AutoCloseable {
    static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    static final Duration IDLE_TIMEOUT = Duration.ofMinutes(10);
    static final int MAX_CONNECTIONS = 50;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final SettableClock clock = new SettableClock();
    final SocketmapUse use;
    final SocketmapServer server;

    SocketmapFixture(PolicyLookup policies, int readSize, String... listen) {
        Clock time = clock;
        this.use = new SocketmapUse(time);
        var settings = new SocketmapSettings(List.of(listen), MAX_CONNECTIONS, REQUEST_TIMEOUT, IDLE_TIMEOUT);
        this.server = new SocketmapServer(settings, policies, use, time, readSize);
        server.start();
    }

    SocketmapFixture(PolicyLookup policies) {
        this(policies, 4096, "127.0.0.1:0");
    }

    SocketAddress address() {
        return server.addresses().getFirst();
    }

    @Override
    public void close() {
        server.stop();
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain");
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
