package dev.postseal.policy;

import java.util.List;

/**
 * One page of entries.
 *
 * @param total how many entries there are in all; when {@code totalIsLowerBound}, at least so many
 */
public record PolicyPage(List<PolicyEntry> items, int page, int size, long total, boolean totalIsLowerBound) {
    public PolicyPage {
        items = List.copyOf(items);
    }

    /** Number of pages, as far as the total is known. */
    public long pages() {
        return (total + size - 1) / size;
    }
}
