package dev.postseal.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What was met in the lists that were lately read: where rows of long ones stand, for {@link PolicyWalk}, and which rows
 * short ones have. It holds for one revision: with each
 * change all is forgotten.
 */
@Component
class PolicyLandmarks {
    private static final int MOST_LISTS = 200;
    /** Each takes some 250 kB at most. */
    private static final int MOST_FOUND = 20;
    /** An index passes some 5,000 rows in a millisecond. */
    private static final long STEP = 20_000;

    private record ListKey(PolicyQuery firstPage, PolicyOrder order) {}

    private final long step;
    private long revision = -1;
    private final Map<ListKey, NavigableMap<Long, List<Object>>> lists = latest(MOST_LISTS);
    private final Map<PolicyQuery, List<Object>> firsts = latest(MOST_LISTS);
    private final Map<PolicyQuery, List<Long>> ids = latest(MOST_FOUND);

    PolicyLandmarks() {
        this(STEP);
    }

    /**
     * @param step rows from one landmark to the next
     */
    PolicyLandmarks(long step) {
        this.step = step;
    }

    long step() {
        return step;
    }

    /** Whether a list was read here in its order, which is done with long lists only. */
    synchronized boolean hasBeenRead(long revision, PolicyQuery query) {
        return revision == this.revision
                && lists.containsKey(new ListKey(query.at(0, 1), PolicyOrder.of(query, false)));
    }

    /** Offsets and keys of rows; whoever reads the list adds to them. */
    synchronized NavigableMap<Long, List<Object>> of(long revision, PolicyQuery query, PolicyOrder order) {
        if (!query.isOfEntriesAlone()) {
            return new ConcurrentSkipListMap<>(); // it changes without a revision
        }
        keepOnly(revision);
        return lists.computeIfAbsent(new ListKey(query.at(0, 1), order), asked -> new ConcurrentSkipListMap<>());
    }

    /** The ids of a short list in its order, whatever the page: from an earlier page of this revision, or by a search. */
    List<Long> found(long revision, PolicyQuery query, Supplier<List<Long>> search) {
        return query.isOfEntriesAlone() ? known(ids, revision, query.at(0, 1), search) : search.get();
    }

    /** The keys of the first row of a list. */
    List<Object> first(long revision, PolicyQuery query, Supplier<List<Object>> search) {
        return known(firsts, revision, query.at(0, 1), search);
    }

    private <T> List<T> known(
            Map<PolicyQuery, List<T>> known, long revision, PolicyQuery key, Supplier<List<T>> search) {
        List<T> met = met(known, revision, key);
        if (met != null) {
            return met;
        }
        List<T> found = search.get(); // without the lock, for it takes its time
        remember(known, revision, key, found);
        return found;
    }

    private synchronized <T> @Nullable List<T> met(Map<PolicyQuery, List<T>> known, long revision, PolicyQuery key) {
        return revision == this.revision ? known.get(key) : null;
    }

    private synchronized <T> void remember(
            Map<PolicyQuery, List<T>> known, long revision, PolicyQuery key, List<T> found) {
        keepOnly(revision);
        known.put(key, found);
    }

    private void keepOnly(long revision) {
        if (revision != this.revision) {
            lists.clear();
            ids.clear();
            firsts.clear();
            this.revision = revision;
        }
    }

    private static <K, V> Map<K, V> latest(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }
}
