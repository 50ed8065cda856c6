package dev.postseal.export;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The entries that were asked for since they were last taken from here. Noting one costs a look at one place in memory and
 * nobody waits for anybody. Two entries may have the same place: then the one that was asked for later is noted, and the
 * other one when it is asked for again.
 */
final class AskedEntries {
    /** As a power of two. */
    private static final int PLACES = 16;

    /** Spreads ids that follow each other; Knuth's multiplicative hashing. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final AtomicLongArray places = new AtomicLongArray(1 << PLACES);

    /**
     * @param entry its id; ids begin with 1
     */
    void note(long entry) {
        int place = (int) (entry * SPREAD >>> (Long.SIZE - PLACES));
        if (places.getOpaque(place) != entry) {
            places.setOpaque(place, entry);
        }
    }

    /** Each of them once, and no longer noted. */
    List<Long> take() {
        List<Long> taken = new ArrayList<>();
        for (int place = 0; place < places.length(); place++) {
            if (places.getOpaque(place) != 0) {
                taken.add(places.getAndSet(place, 0));
            }
        }
        return taken;
    }
}
