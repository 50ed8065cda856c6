package dev.postseal.inbound;

import dev.postseal.delivery.HelloName;
import dev.postseal.delivery.Queue;
import dev.postseal.threads.Workers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Listens, admits clients within limits, and gives each a thread. First to stop, so that nothing new comes in. */
@Component
public class SmtpListener implements SmartLifecycle {
    private static final int BACKLOG = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration ROUND = Duration.ofMillis(100);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(200);
    private static final Logger log = LoggerFactory.getLogger(SmtpListener.class);

    private final InboundSettings settings;
    private final String helloName;
    private final Reception reception;
    private final List<Network> relayNetworks;
    private final ConnectionLimits limits;
    private final List<ServerSocket> sockets = new ArrayList<>();
    private final Map<Connection, Session> sessions = new ConcurrentHashMap<>();
    private final Executor threads;
    private volatile boolean running;
    private volatile boolean stopping;

    @Autowired
    SmtpListener(InboundSettings settings, HelloName helloName, Queue queue) {
        this(settings, helloName, queue, new Workers("smtp"));
    }

    /** @param threads of which one is asked for by each client */
    SmtpListener(InboundSettings settings, HelloName helloName, Queue queue, Executor threads) {
        this.threads = threads;
        this.settings = settings;
        this.helloName = helloName.text();
        this.reception = new Reception(queue, settings.maxMessageSize().toBytes());
        this.relayNetworks =
                settings.relayNetworks().stream().map(Network::parse).toList();
        this.limits = new ConnectionLimits(settings.maxConnections(), settings.maxConnectionsPerAddress());
    }

    @Override
    public void start() {
        stopping = false;
        settings.listen().forEach(address -> sockets.add(bind(address)));
        running = true;
        sockets.forEach(socket -> Thread.ofPlatform()
                .name("postseal-smtp-" + socket.getLocalPort())
                .start(() -> acceptFrom(socket)));
        if (!sockets.isEmpty()) {
            Thread.ofPlatform().daemon().name("postseal-smtp-watch").start(this::watch);
        }
    }

    /** Idle clients hear 421 at once; messages on their way get a little time. */
    @Override
    public void stop() {
        stopping = true;
        sockets.forEach(SmtpListener::close);
        sockets.clear();
        sessions.forEach((connection, session) -> {
            if (!session.isReceiving()) {
                connection.endInput();
            }
        });
        awaitEnd();
        sessions.keySet().forEach(Connection::close);
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Where it really listens, which differs from what was asked for when that was port 0. */
    public List<InetSocketAddress> addresses() {
        return sockets.stream()
                .map(socket -> (InetSocketAddress) socket.getLocalSocketAddress())
                .toList();
    }

    private ServerSocket bind(String address) {
        try {
            var socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(InboundSettings.address(address).address(), BACKLOG);
            log.info("SMTP listener on {}", address);
            return socket;
        } catch (IOException e) {
            sockets.forEach(SmtpListener::close);
            throw new IllegalStateException(
                    "postseal.smtp.listen=" + address + ": cannot listen there: " + e.getMessage()
                            + "; stop what listens there, or set another address",
                    e);
        }
    }

    private void acceptFrom(ServerSocket listener) {
        while (!stopping) {
            try {
                admit(listener.accept());
            } catch (IOException e) {
                if (!stopping) {
                    log.warn("Cannot take a connection: {}", e.getMessage());
                    pause(PAUSE_AFTER_FAILURE); // out of file descriptors, most likely
                }
            }
        }
    }

    private void admit(Socket socket) throws IOException {
        InetAddress address = socket.getInetAddress();
        var connection = new Connection(socket);
        boolean admitted = limits.admit(address);
        try {
            threads.execute(() -> {
                if (admitted) {
                    serve(connection, address);
                } else {
                    turnAway(connection);
                }
            });
        } catch (RejectedExecutionException noThread) {
            // Those that are served go on.
            connection.close();
            if (admitted) {
                limits.leave(address);
            }
            throw new IOException("no thread is to be had for it", noThread);
        }
    }

    private void serve(Connection connection, InetAddress address) {
        boolean mayRelay = relayNetworks.stream().anyMatch(network -> network.contains(address));
        var session = new Session(connection, settings, mayRelay, helloName, reception, () -> stopping);
        sessions.put(connection, session);
        try (connection) {
            session.run();
        } finally {
            sessions.remove(connection);
            limits.leave(address);
        }
    }

    private static void turnAway(Connection connection) {
        try (connection) {
            connection.write(Reply.TOO_MANY_CONNECTIONS);
            connection.flush();
        } catch (IOException e) {
            log.debug("Client turned away was already gone: {}", e.getMessage());
        }
    }

    /** Frees the place of clients that send commands but never read the answers. */
    private void watch() {
        while (!stopping) {
            sessions.keySet().stream()
                    .filter(connection -> connection.isStuckFor(settings.commandTimeout()))
                    .forEach(Connection::close);
            pause(PAUSE_AFTER_FAILURE);
        }
    }

    private void awaitEnd() {
        for (long i = 0; i < PATIENCE.dividedBy(ROUND) && !sessions.isEmpty(); i++) {
            pause(ROUND);
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            log.debug("Listener did not close: {}", e.getMessage());
        }
    }
}
