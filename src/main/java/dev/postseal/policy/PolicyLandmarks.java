package dev.postseal.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.springframework.stereotype.Component;

/**
 * Where rows stand in the lists that were lately read, for {@link PolicyWalk}. It holds for one revision: with each
 * change all is forgotten.
 */
@Component
class PolicyLandmarks {
    private static final int MOST_LISTS = 200;
    /** An index passes some 5,000 rows in a millisecond. */
    private static final long STEP = 20_000;

    private record ListKey(PolicyQuery firstPage, PolicyOrder order) {}

    private final long step;
    private long revision = -1;
    private final Map<ListKey, NavigableMap<Long, List<Object>>> lists = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ListKey, NavigableMap<Long, List<Object>>> eldest) {
            return size() > MOST_LISTS;
        }
    };

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
        if (revision != this.revision) {
            lists.clear();
            this.revision = revision;
        }
        return lists.computeIfAbsent(new ListKey(query.at(0, 1), order), asked -> new ConcurrentSkipListMap<>());
    }
}
