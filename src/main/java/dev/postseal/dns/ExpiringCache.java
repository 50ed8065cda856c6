package dev.postseal.dns;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** A bounded cache of values that know when they expire; the one unused for longest goes first. */
final class ExpiringCache<K, V> {
    private final Clock clock;
    private final Function<V, Instant> expiry;
    private final LinkedHashMap<K, V> entries;

    ExpiringCache(int capacity, Clock clock, Function<V, Instant> expiry) {
        this.clock = clock;
        this.expiry = expiry;
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > capacity;
            }
        };
    }

    synchronized Optional<V> find(K key) {
        V value = entries.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!clock.instant().isBefore(expiry.apply(value))) {
            entries.remove(key);
            return Optional.empty();
        }
        return Optional.of(value);
    }

    synchronized void put(K key, V value) {
        if (clock.instant().isBefore(expiry.apply(value))) {
            entries.put(key, value);
        }
    }

    synchronized void removeIf(Predicate<K> condition) {
        entries.keySet().removeIf(condition);
    }

    synchronized int size() {
        return entries.size();
    }
}
