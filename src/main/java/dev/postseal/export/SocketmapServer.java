package dev.postseal.export;

import dev.postseal.lookup.PolicyLookup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Answers Postfix live: {@code smtp_tls_policy_maps = socketmap:inet:127.0.0.1:8643:policy} (socketmap_table(5)). Answers come
 * from memory: once a write has been answered, the next request is answered by it; without the database, by the last known
 * state. A virtual thread for each connection. What one client does wrong ends its own connection only.
 */
@Component
public class SocketmapServer implements SmartLifecycle {
    /** So often deadlines are looked at, and so exact is the time of a request. */
    private static final Duration ROUND = Duration.ofMillis(250);

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration SHORT_ROUND = Duration.ofMillis(20);
    private static final int READ_SIZE = 4_096;
    private static final Logger log = LoggerFactory.getLogger(SocketmapServer.class);

    private final SocketmapSettings settings;
    private final PolicyMap map;
    private final SocketmapUse use;
    private final Clock clock;
    private final int readSize;
    private final Semaphore places;
    private final List<SocketmapListener> listeners = new ArrayList<>();
    private final Set<SocketmapConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile long now;
    private volatile boolean running;
    private volatile boolean stopping;

    @Autowired
    SocketmapServer(SocketmapSettings settings, PolicyLookup policies, SocketmapUse use, Clock clock) {
        this(settings, policies, use, clock, READ_SIZE);
    }

    /**
     * @param readSize at most so many bytes are read at a time
     */
    SocketmapServer(SocketmapSettings settings, PolicyLookup policies, SocketmapUse use, Clock clock, int readSize) {
        this.settings = settings;
        this.map = new PolicyMap(policies);
        this.use = use;
        this.clock = clock;
        this.readSize = readSize;
        this.places = new Semaphore(settings.maxConnections());
    }

    @Override
    public void start() {
        stopping = false;
        now = clock.millis();
        settings.listen().forEach(address -> listeners.add(bind(address)));
        running = true;
        listeners.forEach(
                listener -> Thread.ofPlatform().name("postseal-socketmap").start(() -> acceptFrom(listener)));
        if (!listeners.isEmpty()) {
            Thread.ofPlatform().daemon().name("postseal-socketmap-watch").start(this::watch);
        }
    }

    /** What has been asked is answered; Postfix asks what it asks later on a new connection. */
    @Override
    public void stop() {
        stopping = true;
        listeners.forEach(SocketmapListener::close);
        listeners.clear();
        connections.forEach(SocketmapConnection::endInput);
        for (long i = 0; i < PATIENCE.dividedBy(SHORT_ROUND) && !connections.isEmpty(); i++) {
            pause(SHORT_ROUND);
        }
        connections.forEach(SocketmapConnection::close);
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Where it really listens, which differs from what was asked for when that was port 0. */
    public List<SocketAddress> addresses() {
        return listeners.stream().map(SocketmapServer::addressOf).toList();
    }

    /** How many clients are connected. */
    public int connections() {
        return connections.size();
    }

    private SocketmapListener bind(String address) {
        try {
            SocketmapListener listener = SocketmapListener.bind(SocketmapSettings.address(address));
            log.info("Socketmap on {}", address);
            return listener;
        } catch (IOException e) {
            listeners.forEach(SocketmapListener::close);
            listeners.clear();
            throw new IllegalStateException(
                    "postseal.socketmap.listen=" + address + ": cannot listen there: " + e.getMessage()
                            + "; stop what listens there, or set another address",
                    e);
        }
    }

    private void acceptFrom(SocketmapListener listener) {
        while (!stopping) {
            try {
                admit(listener.accept());
            } catch (IOException e) {
                if (!stopping) {
                    log.warn("Cannot take a connection: {}", e.getMessage());
                    pause(ROUND); // out of file descriptors, most likely
                }
            }
        }
    }

    private void admit(SocketmapListener.Client client) throws IOException {
        if (!places.tryAcquire()) {
            use.turnedAway();
            client.channel().close();
            return;
        }
        Thread.ofVirtual().name("socketmap-" + client.peer()).start(() -> serve(client.channel(), client.peer()));
    }

    private void serve(SocketChannel client, String peer) {
        var connection = new SocketmapConnection(client, map, use, peer, readSize, () -> now);
        connections.add(connection);
        try (connection) {
            if (stopping) {
                connection.endInput();
            }
            connection.serve();
        } finally {
            connections.remove(connection);
            places.release();
        }
    }

    private void watch() {
        while (!stopping) {
            now = clock.millis();
            use.look();
            connections.stream()
                    .filter(connection -> connection.isOverdue(settings.requestTimeout(), settings.idleTimeout()))
                    .forEach(SocketmapConnection::close);
            pause(ROUND);
        }
    }

    private static SocketAddress addressOf(SocketmapListener listener) {
        try {
            return listener.address();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
