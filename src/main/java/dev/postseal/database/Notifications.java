package dev.postseal.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * PostgreSQL's notifications, heard on a connection and a thread of their own. A lost connection is made again, with growing
 * pauses, and everybody is told that something may have been missed. It does NOT ensure that each notification is heard:
 * state belongs into tables, a notification only says when to look.
 */
public class Notifications implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Notifications.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final ConnectionTo database;
    private final Map<String, CopyOnWriteArrayList<NotificationListener>> listeners = new ConcurrentHashMap<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable Thread thread;
    private volatile @Nullable ListeningConnection current;

    Notifications(ConnectionTo database) {
        this.database = database;
    }

    /**
     * Begins to listen. The listener hears {@link NotificationListener#missed()} once listening has begun, at the latest half
     * a second from now while the database answers.
     *
     * @param channel an identifier in lower case: letters, digits, underscores
     */
    public void listen(String channel, NotificationListener listener) {
        if (!channel.matches("[a-z_][a-z0-9_]*")) {
            throw new IllegalArgumentException("no channel name: " + channel);
        }
        listeners
                .computeIfAbsent(channel, unheard -> new CopyOnWriteArrayList<>())
                .add(listener);
        ListeningConnection connection = current;
        if (connection != null) {
            connection.begin(channel, listener);
        }
    }

    /** Whether notifications are being heard at this moment. */
    public boolean isConnected() {
        return current != null;
    }

    @Override
    public void start() {
        thread = Thread.ofPlatform().name("notifications").daemon().start(this::run);
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        while (!isStopping()) {
            try (ListeningConnection connection = new ListeningConnection(database)) {
                current = connection;
                listeners.forEach((channel, heard) -> heard.forEach(one -> connection.begin(channel, one)));
                while (!isStopping()) {
                    connection.hear(this::deliver);
                    pause = FIRST_PAUSE;
                }
            } catch (SQLException e) {
                current = null;
                if (!isStopping()) {
                    log.warn("Notifications are not heard, trying again in {}: {}", pause, firstLine(e));
                }
            } finally {
                current = null;
            }
            pause = pauseFor(pause);
        }
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private Duration pauseFor(Duration pause) {
        try {
            boolean ended = stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            Duration doubled = pause.multipliedBy(2);
            return ended || doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        } catch (InterruptedException e) {
            stopping.countDown();
            return pause;
        }
    }

    private void deliver(String channel, String payload) {
        for (NotificationListener listener : listeners.getOrDefault(channel, new CopyOnWriteArrayList<>())) {
            ListeningConnection.call(() -> listener.notified(payload));
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    @Override
    public void stop() {
        stopping.countDown();
        ListeningConnection connection = current;
        if (connection != null) {
            connection.close();
        }
    }

    @Override
    public boolean isRunning() {
        Thread started = thread;
        return started != null && started.isAlive() && !isStopping();
    }

    /** First to start, last to stop: everything else may rely on being told. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 1000;
    }
}
