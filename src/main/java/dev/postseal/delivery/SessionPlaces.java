package dev.postseal.delivery;

import dev.postseal.mail.NextHop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Counts sessions in use and keeps idle ones, so that both together stay within the limits. Sessions in use alone stay
 * within them by {@link Slots}, so ending idle ones always makes room.
 */
final class SessionPlaces {
    private final int total;
    private final int perDestination;
    private final Map<String, Integer> inUse = new HashMap<>();
    /** Oldest first. */
    private final List<Idle> idle = new ArrayList<>();

    private int used;
    private boolean closed;

    SessionPlaces(int total, int perDestination) {
        this.total = total;
        this.perDestination = perDestination;
    }

    private record Idle(String nextHop, KeptSession session) {}

    /** The session to this next hop that was in use last; it is in use again. */
    synchronized @Nullable KeptSession reuse(NextHop nextHop) {
        for (int i = idle.size() - 1; i >= 0; i--) {
            if (idle.get(i).nextHop().equals(nextHop.text())) {
                enter(nextHop.text());
                return idle.remove(i).session();
            }
        }
        return null;
    }

    /** Takes a place for a new session; returns the idle ones that have to be ended first. */
    synchronized List<KeptSession> occupy(NextHop nextHop) {
        String destination = nextHop.text();
        enter(destination);
        var displaced = new ArrayList<KeptSession>();
        while (inUse.getOrDefault(destination, 0) + idleTo(destination) > perDestination
                && displace(kept -> kept.nextHop().equals(destination), displaced)) {
            // until there is room with this next hop
        }
        while (used + idle.size() > total && displace(kept -> true, displaced)) {
            // until there is room at all
        }
        return displaced;
    }

    /** A session in use is there no more. */
    synchronized void leave(NextHop nextHop) {
        used--;
        inUse.computeIfPresent(nextHop.text(), (key, count) -> count == 1 ? null : count - 1);
    }

    /** A session in use is idle from now on; false when nothing is kept any more. */
    synchronized boolean keep(NextHop nextHop, KeptSession session) {
        if (closed) {
            return false;
        }
        leave(nextHop);
        idle.add(new Idle(nextHop.text(), session));
        return true;
    }

    /** Forgets an idle session, if nobody uses it again. */
    @SuppressWarnings("ReferenceEquality") // This very session.
    synchronized boolean withdraw(KeptSession session) {
        return idle.removeIf(kept -> kept.session() == session);
    }

    /** Keeps nothing from now on; returns what was idle. */
    synchronized List<KeptSession> close() {
        closed = true;
        List<KeptSession> all = idle.stream().map(Idle::session).toList();
        idle.clear();
        return all;
    }

    private void enter(String destination) {
        used++;
        inUse.merge(destination, 1, Integer::sum);
    }

    private long idleTo(String destination) {
        return idle.stream().filter(kept -> kept.nextHop().equals(destination)).count();
    }

    private boolean displace(Predicate<Idle> which, List<KeptSession> displaced) {
        for (Iterator<Idle> all = idle.iterator(); all.hasNext(); ) {
            Idle kept = all.next();
            if (which.test(kept)) {
                all.remove();
                displaced.add(kept.session());
                return true;
            }
        }
        return false;
    }
}
