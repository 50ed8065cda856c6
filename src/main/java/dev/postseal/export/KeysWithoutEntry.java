package dev.postseal.export;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The keys last asked for that had no entry. Their number and length are bounded, whatever is asked. Nobody waits here:
 * of requests that come at the very same moment some are not noted.
 */
final class KeysWithoutEntry {
    private static final int MAX_KEYS = 100;
    /** No next hop is longer. */
    private static final int MAX_LENGTH = 300;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Asked> keys = new LinkedHashMap<>(MAX_KEYS * 2, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Asked> eldest) {
            return size() > MAX_KEYS;
        }
    };

    private static final class Asked {
        private long times;
        private long lastAt;
    }

    void note(String key, long millis) {
        if (lock.tryLock()) {
            try {
                Asked asked = keys.computeIfAbsent(shortened(key), fresh -> new Asked());
                asked.times++;
                asked.lastAt = millis;
            } finally {
                lock.unlock();
            }
        }
    }

    /** The latest first. */
    List<SocketmapUse.KeyWithoutEntry> latest() {
        lock.lock();
        try {
            List<SocketmapUse.KeyWithoutEntry> list = new ArrayList<>();
            keys.forEach((key, asked) ->
                    list.add(new SocketmapUse.KeyWithoutEntry(key, asked.times, Instant.ofEpochMilli(asked.lastAt))));
            return list.reversed();
        } finally {
            lock.unlock();
        }
    }

    private static String shortened(String key) {
        return key.length() <= MAX_LENGTH ? key : key.substring(0, MAX_LENGTH) + "…";
    }
}
