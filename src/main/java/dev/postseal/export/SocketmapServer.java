package dev.postseal.export;

import dev.postseal.lookup.PolicyLookup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Answers Postfix live: {@code smtp_tls_policy_maps = socketmap:inet:127.0.0.1:8643:policy} (socketmap_table(5)). Answers come
 * from memory: once a write has been answered, the next request is answered by it; without the database, by the last known
 * state. What one client does wrong ends its own connection only.
 */
@Component
public class SocketmapServer implements SmartLifecycle, DisposableBean {
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int READ_SIZE = 4_096;
    private static final Logger log = LoggerFactory.getLogger(SocketmapServer.class);

    private final SocketmapSettings settings;
    private final PolicyMap map;
    private final SocketmapUse use;
    private final Clock clock;
    private final int readSize;
    private final Semaphore places;
    private final List<SocketmapListener> listeners = new ArrayList<>();
    private @Nullable SocketmapLoop loop;
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
        settings.listen().forEach(address -> listeners.add(bind(address)));
        running = true;
        if (!listeners.isEmpty()) {
            serve(new SocketmapLoop(settings, use, clock, connection -> places.release()));
        }
    }

    private void serve(SocketmapLoop started) {
        loop = started;
        started.start();
        listeners.forEach(listener ->
                Thread.ofPlatform().name("postseal-socketmap-accept").start(() -> acceptFrom(listener, started)));
    }

    @Override
    public void stop() {
        stopping = true;
        listeners.forEach(SocketmapListener::close);
        listeners.clear();
        if (loop != null) {
            loop.close();
            loop = null;
        }
        running = false;
    }

    /** Of a start that failed after Postfix had been answered already. */
    @Override
    public void destroy() {
        stop();
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
        return settings.maxConnections() - places.availablePermits();
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

    private void acceptFrom(SocketmapListener listener, SocketmapLoop clients) {
        while (!stopping) {
            try {
                admit(listener.accept(), clients);
            } catch (IOException e) {
                if (!stopping) {
                    log.warn("Cannot take a connection: {}", e.getMessage());
                    pause(); // out of file descriptors, most likely
                }
            }
        }
    }

    private void admit(SocketmapListener.Client client, SocketmapLoop clients) throws IOException {
        if (places.tryAcquire()) {
            clients.add(new SocketmapConnection(client.channel(), map, use, client.peer(), readSize, clients::now));
        } else {
            use.turnedAway();
            client.channel().close();
        }
    }

    private static SocketAddress addressOf(SocketmapListener listener) {
        try {
            return listener.address();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
