package dev.postseal.delivery;

import java.util.HashMap;
import java.util.Map;

/** How many more messages this node may work on, and how many more sessions it may have with each next hop. */
final class Slots {
    private final int perDestination;
    private final Map<String, Integer> used = new HashMap<>();
    private int free;

    Slots(int total, int perDestination) {
        this.free = total;
        this.perDestination = perDestination;
    }

    /**
     * What may be claimed now.
     *
     * @param total sessions
     * @param perDestination sessions with a next hop that is not in {@code busy}
     * @param busy sessions that are still free with next hops in use, perhaps 0
     */
    record Free(int total, int perDestination, Map<String, Integer> busy) {
        boolean anyExhausted() {
            return busy.containsValue(0);
        }

        boolean hasRoomFor(String nextHop) {
            return busy.getOrDefault(nextHop, perDestination) > 0;
        }
    }

    synchronized Free free() {
        var busy = new HashMap<String, Integer>();
        used.forEach((nextHop, count) -> busy.put(nextHop, Math.max(0, perDestination - count)));
        return new Free(free, perDestination, busy);
    }

    synchronized void take(String nextHop) {
        free--;
        used.merge(nextHop, 1, Integer::sum);
    }

    /** The session has ended or can carry another message; the outcome of this one has still to be written. */
    synchronized void endSession(String nextHop) {
        used.computeIfPresent(nextHop, (key, count) -> count == 1 ? null : count - 1);
    }

    /** All is done, outcome included: so what a crash could leave unwritten stays within the total. */
    synchronized void giveBack() {
        free++;
    }
}
