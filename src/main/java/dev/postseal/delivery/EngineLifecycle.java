package dev.postseal.delivery;

import dev.postseal.database.NotificationListener;
import dev.postseal.database.Notifications;
import dev.postseal.lookup.PolicyLookup;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Starts this node's delivery with the application, unless it is switched off, and stops it before the database. */
@Component
class EngineLifecycle implements SmartLifecycle {
    /** Below the listeners, which stop first, and within what a shutdown phase gets. */
    private static final int PHASE = DEFAULT_PHASE - 4096;

    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private final @Nullable DeliveryEngine engine;
    private final Rerouting rerouting;
    private volatile boolean running;

    EngineLifecycle(
            Node node,
            DeliverySettings settings,
            MessageCarrier carrier,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            MessageStore messages,
            AttemptRows attempts,
            Bounces bounces,
            QueueSignal signal,
            PolicyLookup policies,
            Rerouting rerouting,
            Notifications notifications,
            Clock clock) {
        this.rerouting = rerouting;
        notifications.listen(QueueSignal.CHANNEL, new Waker(signal));
        this.engine = settings.enabled()
                ? DeliveryEngine.of(
                        node,
                        settings,
                        DeliveryEngine.LEASE,
                        carrier,
                        jdbc,
                        transaction,
                        messages,
                        attempts,
                        bounces,
                        signal,
                        policies,
                        clock)
                : null;
    }

    /** Hears of work that came in through other nodes. */
    private record Waker(QueueSignal signal) implements NotificationListener {
        @Override
        public void notified(String payload) {
            signal.wake();
        }

        @Override
        public void missed() {
            signal.wake();
        }
    }

    @Override
    public void start() {
        if (engine != null) {
            rerouting.run();
            engine.start();
        }
        running = true;
    }

    @Override
    public void stop() {
        if (engine != null) {
            engine.stop(PATIENCE);
        }
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
