package dev.postseal.policy;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The way to a far row of an order: an index has to pass every row before it, so the way is gone in steps, and what is
 * met is remembered for those who go there later.
 *
 * @param known offsets and keys of rows
 * @param step rows from one landmark to the next
 */
record PolicyWalk(
        JdbcClient jdbc, PolicyFilter filter, PolicyOrder order, NavigableMap<Long, List<Object>> known, long step) {
    /**
     * A row whose place in the order is known.
     *
     * @param offset how many rows stand before it
     * @param keys its values of the order's columns; none: the beginning
     */
    record Landmark(long offset, List<Object> keys) {
        static final Landmark BEGINNING = new Landmark(0, List.of());
    }

    /** The nearest landmark at or before an offset, less than two steps away unless there are fewer rows. */
    Landmark to(long offset) {
        Landmark at = nearest(offset);
        while (offset - at.offset() >= 2 * step) {
            List<Object> keys = keysAfter(at);
            if (keys.isEmpty()) {
                return at;
            }
            at = new Landmark(at.offset() + step, keys);
            remember(at.offset(), keys);
        }
        return at;
    }

    /** Keeps a row, unless one close before it is known. */
    void remember(long offset, List<Object> keys) {
        Long before = known.floorKey(offset);
        if (before == null || offset - before >= step / 20) {
            known.put(offset, keys);
        }
    }

    private Landmark nearest(long offset) {
        Map.Entry<Long, List<Object>> found = known.floorEntry(offset);
        return found == null ? Landmark.BEGINNING : new Landmark(found.getKey(), found.getValue());
    }

    private List<Object> keysAfter(Landmark landmark) {
        PolicyFilter rest = order.from(landmark.keys(), filter);
        return jdbc.sql("select " + order.list() + " from policy_entry" + rest.where() + order.by("")
                        + " limit 1 offset " + step)
                .params(rest.parameters())
                .query((row, number) -> order.keys(row))
                .optional()
                .orElse(List.of());
    }
}
