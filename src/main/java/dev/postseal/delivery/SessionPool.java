package dev.postseal.delivery;

import dev.postseal.enforcement.Opening;
import dev.postseal.mail.NextHop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The sessions of this node: those in use, and those that wait for another message for the same next hop. Both kinds
 * together never exceed the limits on simultaneous sessions: one that waits is ended when its place is needed. A session
 * is handed out only while it would be opened just so again; whether the decision still holds at the moment MAIL goes out is
 * checked again then. Idle sessions are ended after {@link #MAX_IDLE}, none is used for longer than {@link #MAX_AGE} or
 * more than {@value #MAX_MESSAGES} messages.
 */
@Component
class SessionPool implements AutoCloseable {
    static final Duration MAX_IDLE = Duration.ofSeconds(5);
    static final Duration MAX_AGE = Duration.ofMinutes(5);
    static final int MAX_MESSAGES = 100;

    private final Clock clock;
    private final SessionPlaces places;
    private final ScheduledThreadPoolExecutor idleness = idleness();

    SessionPool(DeliverySettings settings, Clock clock) {
        this.clock = clock;
        this.places = new SessionPlaces(settings.concurrency(), settings.concurrencyPerDestination());
    }

    /** One thread from the beginning on, so that giving a session back never fails; once closed, all are ended anyway. */
    private static ScheduledThreadPoolExecutor idleness() {
        var idleness = new ScheduledThreadPoolExecutor(
                1,
                Thread.ofPlatform().daemon().name("postseal-idleness").factory(),
                new ThreadPoolExecutor.DiscardPolicy());
        idleness.prestartCoreThread();
        return idleness;
    }

    /** A session that will do, which the caller has to {@link #give} back or {@link #end}; the others are ended. */
    @Nullable KeptSession take(NextHop nextHop, Predicate<KeptSession> willDo) {
        for (KeptSession kept = places.reuse(nextHop); kept != null; kept = places.reuse(nextHop)) {
            boolean taken = false;
            try {
                taken = willDo.test(kept);
            } finally {
                if (!taken) {
                    end(nextHop, kept);
                }
            }
            if (taken) {
                return kept;
            }
        }
        return null;
    }

    /** Opens a session once there is a place for it; one that is ready has to be given back or ended. */
    Opening open(NextHop nextHop, Supplier<Opening> opener) {
        List<KeptSession> displaced = places.occupy(nextHop);
        boolean ready = false;
        try {
            displaced.forEach(SessionPool::quit);
            Opening opening = opener.get();
            ready = opening instanceof Opening.Ready;
            return opening;
        } finally {
            if (!ready) {
                places.leave(nextHop);
            }
        }
    }

    /** Keeps the session for a while, or ends it at once when it has done enough. */
    void give(NextHop nextHop, KeptSession session) {
        if (isWornOut(session) || !places.keep(nextHop, session)) {
            end(nextHop, session);
        } else {
            idleness.schedule(() -> endIfIdle(session), MAX_IDLE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Ends a session that was taken or opened. */
    void end(NextHop nextHop, KeptSession session) {
        quit(session);
        places.leave(nextHop);
    }

    @Override
    public void close() {
        idleness.shutdownNow();
        places.close().forEach(SessionPool::quit);
    }

    private boolean isWornOut(KeptSession session) {
        Instant now = clock.instant();
        return session.messages() >= MAX_MESSAGES
                || Duration.between(session.openedAt(), now).compareTo(MAX_AGE) >= 0
                || session.session().connection().isClosed();
    }

    /** The farewell is a few bytes, for which an idle connection has room: it does not wait. */
    private void endIfIdle(KeptSession session) {
        if (places.withdraw(session)) {
            quit(session);
        }
    }

    private static void quit(KeptSession session) {
        session.session().connection().quit();
    }
}
