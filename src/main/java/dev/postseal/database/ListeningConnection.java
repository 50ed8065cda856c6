package dev.postseal.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection that does nothing but LISTEN. All but {@link #begin} and {@link #close} belongs to one thread. */
final class ListeningConnection implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ListeningConnection.class);

    /** How soon a channel added while waiting is taken up. */
    private static final Duration ROUND = Duration.ofMillis(500);

    /** A server that vanished without closing the connection is noticed by asking it now and then. */
    private static final int ROUNDS_BETWEEN_CHECKS = 20;

    private static final int CHECK_SECONDS = 5;

    private record Beginning(String channel, NotificationListener listener) {}

    private final Connection connection;
    private final Queue<Beginning> beginnings = new ConcurrentLinkedQueue<>();
    private final Set<String> channels = new HashSet<>();
    private int rounds;

    ListeningConnection(ConnectionTo database) throws SQLException {
        Properties properties = database.credentials();
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "postseal-notifications");
        connection = DriverManager.getConnection(database.url(), properties);
    }

    void begin(String channel, NotificationListener listener) {
        beginnings.add(new Beginning(channel, listener));
    }

    /** Waits for notifications, for half a second at the most. */
    void hear(BiConsumer<String, String> deliver) throws SQLException {
        takeUpBeginnings();
        PGNotification[] heard = connection.unwrap(PGConnection.class).getNotifications((int) ROUND.toMillis());
        for (PGNotification notification : heard == null ? new PGNotification[0] : heard) {
            deliver.accept(notification.getName(), notification.getParameter());
        }
        if (++rounds % ROUNDS_BETWEEN_CHECKS == 0 && !connection.isValid(CHECK_SECONDS)) {
            throw new SQLException("the database does not answer");
        }
    }

    /** First LISTEN, then tell: what is committed in between is heard. */
    private void takeUpBeginnings() throws SQLException {
        for (Beginning next = beginnings.poll(); next != null; next = beginnings.poll()) {
            if (channels.add(next.channel())) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("LISTEN " + next.channel());
                }
            }
            call(next.listener()::missed);
        }
    }

    /** One listener that fails must not keep the others from hearing. */
    static void call(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            log.error("A listener to notifications failed", e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            log.debug("Closing the listening connection", e);
        }
    }
}
