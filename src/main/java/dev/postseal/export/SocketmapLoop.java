package dev.postseal.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that serves all clients of the socketmap: an answer takes a few microseconds and never waits, so that a thread
 * for each client would spend more time on being woken than on answering (docs/decisions/0004).
 */
final class SocketmapLoop implements AutoCloseable {
    /** So often deadlines are looked at. */
    private static final Duration ROUND = Duration.ofMillis(250);

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Logger log = LoggerFactory.getLogger(SocketmapLoop.class);

    private final SocketmapSettings settings;
    private final SocketmapUse use;
    private final Clock clock;
    private final Consumer<SocketmapConnection> ended;
    private final Selector selector;
    private final Queue<SocketmapConnection> arriving = new ConcurrentLinkedQueue<>();
    private final Thread thread = Thread.ofPlatform().name("postseal-socketmap").unstarted(this::run);
    private volatile boolean ending;
    private volatile boolean closed;
    private volatile long now;
    private long lookedAt;

    /**
     * @param ended is told of each connection once, when it is closed
     */
    SocketmapLoop(SocketmapSettings settings, SocketmapUse use, Clock clock, Consumer<SocketmapConnection> ended) {
        this.settings = settings;
        this.use = use;
        this.clock = clock;
        this.ended = ended;
        this.now = clock.millis();
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start() {
        thread.start();
    }

    /** Milliseconds, exact to {@link #ROUND}, without asking the clock for each request. */
    long now() {
        return now;
    }

    void add(SocketmapConnection connection) {
        arriving.add(connection);
        selector.wakeup();
        if (closed) {
            closeArriving();
        }
    }

    /** What has been asked is answered; Postfix asks what it asks later on a new connection. */
    @Override
    public void close() {
        ending = true;
        selector.wakeup();
        try {
            thread.join(PATIENCE);
            closed = true;
            selector.wakeup();
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            closed = true;
            selector.wakeup();
            Thread.currentThread().interrupt();
        }
        closeArriving();
    }

    private void run() {
        try (selector) {
            boolean told = false;
            while (!closed && !(told && selector.keys().isEmpty() && arriving.isEmpty())) {
                selector.select(this::proceed, ROUND.toMillis());
                now = clock.millis();
                register();
                if (now - lookedAt >= ROUND.toMillis()) {
                    look();
                }
                if (ending && !told) {
                    told = true;
                    connections().forEach(SocketmapConnection::endInput);
                }
            }
            connections().forEach(this::end);
        } catch (IOException e) {
            log.error("The socketmap cannot go on", e);
        } finally {
            closed = true;
            closeArriving();
        }
    }

    private void register() {
        for (SocketmapConnection next = arriving.poll(); next != null; next = arriving.poll()) {
            try {
                next.channel().configureBlocking(false);
                next.channel().register(selector, SelectionKey.OP_READ, next);
                if (ending) {
                    next.endInput();
                }
            } catch (ClosedChannelException e) {
                end(next);
            } catch (IOException e) {
                log.debug("A socketmap client was lost: {}", e.getMessage());
                end(next);
            }
        }
    }

    private void proceed(SelectionKey key) {
        var connection = (SocketmapConnection) key.attachment();
        int interest = 0;
        try {
            interest = connection.proceed();
        } catch (RuntimeException e) {
            log.error("A request to the socketmap met a defect; its connection is closed", e);
        }
        if (interest == 0) {
            end(connection);
        } else if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }

    private void look() {
        lookedAt = now;
        use.look();
        connections().stream()
                .filter(connection -> connection.isOverdue(settings.requestTimeout(), settings.idleTimeout()))
                .forEach(this::end);
    }

    private List<SocketmapConnection> connections() {
        var all = new ArrayList<SocketmapConnection>();
        selector.keys().stream()
                .filter(SelectionKey::isValid)
                .forEach(key -> all.add((SocketmapConnection) key.attachment()));
        return all;
    }

    private void end(SocketmapConnection connection) {
        connection.close();
        ended.accept(connection);
    }

    private void closeArriving() {
        for (SocketmapConnection next = arriving.poll(); next != null; next = arriving.poll()) {
            end(next);
        }
    }
}
