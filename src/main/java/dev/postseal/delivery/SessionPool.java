package dev.postseal.delivery;

import dev.postseal.lookup.Decision;
import dev.postseal.mail.NextHop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Sessions between two messages for the same next hop. A session is handed out only for the very decision under which it
 * was opened; whether that still holds at the moment MAIL goes out is checked again then. Idle sessions are ended after
 * {@link #MAX_IDLE}, none is used for longer than {@link #MAX_AGE} or more than {@value #MAX_MESSAGES} messages.
 */
@Component
class SessionPool implements AutoCloseable {
    static final Duration MAX_IDLE = Duration.ofSeconds(5);
    static final Duration MAX_AGE = Duration.ofMinutes(5);
    static final int MAX_MESSAGES = 100;

    private final Clock clock;
    private final int limit;
    private final Map<String, Deque<KeptSession>> idle = new HashMap<>();
    private int count;
    private boolean closed;

    SessionPool(DeliverySettings settings, Clock clock) {
        this.clock = clock;
        this.limit = settings.concurrency();
    }

    /** A session for this decision, which now belongs to the caller. */
    @Nullable KeptSession take(NextHop nextHop, Decision decision) {
        KeptSession taken = poll(nextHop);
        while (taken != null && !taken.serves(decision, clock.instant())) {
            end(taken);
            taken = poll(nextHop);
        }
        return taken;
    }

    /** Keeps the session for a while, or ends it at once when it has done enough. */
    void give(NextHop nextHop, KeptSession session) {
        if (isWornOut(session) || !keep(nextHop, session)) {
            end(session);
        } else {
            Thread.ofVirtual().name("postseal-idle-session").start(() -> endWhenIdle(nextHop, session));
        }
    }

    @Override
    public void close() {
        List<KeptSession> all = new ArrayList<>();
        synchronized (this) {
            closed = true;
            idle.values().forEach(all::addAll);
            idle.clear();
            count = 0;
        }
        all.forEach(SessionPool::end);
    }

    private boolean isWornOut(KeptSession session) {
        Instant now = clock.instant();
        return session.messages() >= MAX_MESSAGES
                || Duration.between(session.openedAt(), now).compareTo(MAX_AGE) >= 0
                || session.session().connection().isClosed();
    }

    private synchronized boolean keep(NextHop nextHop, KeptSession session) {
        if (closed || count >= limit) {
            return false;
        }
        idle.computeIfAbsent(nextHop.text(), key -> new ArrayDeque<>()).push(session);
        count++;
        return true;
    }

    private synchronized @Nullable KeptSession poll(NextHop nextHop) {
        Deque<KeptSession> sessions = idle.get(nextHop.text());
        if (sessions == null) {
            return null;
        }
        KeptSession session = sessions.poll();
        forgotten(nextHop, sessions);
        return session;
    }

    private synchronized boolean remove(NextHop nextHop, KeptSession session) {
        Deque<KeptSession> sessions = idle.get(nextHop.text());
        if (sessions == null || !sessions.removeIf(kept -> kept == session)) {
            return false;
        }
        forgotten(nextHop, sessions);
        return true;
    }

    private void forgotten(NextHop nextHop, Deque<KeptSession> sessions) {
        count--;
        if (sessions.isEmpty()) {
            idle.remove(nextHop.text());
        }
    }

    private void endWhenIdle(NextHop nextHop, KeptSession session) {
        try {
            Thread.sleep(MAX_IDLE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (remove(nextHop, session)) {
            end(session);
        }
    }

    private static void end(KeptSession session) {
        session.session().connection().quit();
    }
}
