package dev.postseal.delivery;

import dev.postseal.enforcement.Opening;
import dev.postseal.lookup.Decision;
import dev.postseal.mail.NextHop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The sessions of this node: those in use, and those that wait for another message for the same next hop. Both kinds
 * together never exceed the limits on simultaneous sessions: one that waits is ended when its place is needed. A session
 * is handed out only for the very decision under which it was opened; whether that still holds at the moment MAIL goes out
 * is checked again then. Idle sessions are ended after {@link #MAX_IDLE}, none is used for longer than {@link #MAX_AGE} or
 * more than {@value #MAX_MESSAGES} messages.
 */
@Component
class SessionPool implements AutoCloseable {
    static final Duration MAX_IDLE = Duration.ofSeconds(5);
    static final Duration MAX_AGE = Duration.ofMinutes(5);
    static final int MAX_MESSAGES = 100;

    private final Clock clock;
    private final SessionPlaces places;

    SessionPool(DeliverySettings settings, Clock clock) {
        this.clock = clock;
        this.places = new SessionPlaces(settings.concurrency(), settings.concurrencyPerDestination());
    }

    /** A session for this decision, which the caller has to {@link #give} back or {@link #end}. */
    @Nullable KeptSession take(NextHop nextHop, Decision decision) {
        KeptSession taken = places.reuse(nextHop);
        while (taken != null && !taken.serves(decision, clock.instant())) {
            end(nextHop, taken);
            taken = places.reuse(nextHop);
        }
        return taken;
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
            Thread.ofVirtual().name("postseal-idle-session").start(() -> endWhenIdle(session));
        }
    }

    /** Ends a session that was taken or opened. */
    void end(NextHop nextHop, KeptSession session) {
        quit(session);
        places.leave(nextHop);
    }

    @Override
    public void close() {
        places.close().forEach(SessionPool::quit);
    }

    private boolean isWornOut(KeptSession session) {
        Instant now = clock.instant();
        return session.messages() >= MAX_MESSAGES
                || Duration.between(session.openedAt(), now).compareTo(MAX_AGE) >= 0
                || session.session().connection().isClosed();
    }

    private void endWhenIdle(KeptSession session) {
        try {
            Thread.sleep(MAX_IDLE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (places.withdraw(session)) {
            quit(session);
        }
    }

    private static void quit(KeptSession session) {
        session.session().connection().quit();
    }
}
