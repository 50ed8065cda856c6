package dev.postseal.web.layout;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Where one is in a list.
 *
 * @param number of this page, from 1
 * @param count of all pages, as far as they were counted
 * @param more whether there may be more of them
 */
public record Pages(
        int number,
        long count,
        boolean more,
        @Nullable String previous,
        @Nullable String next) {
    public static final int SIZE = 50;

    /**
     * @param page from 0
     * @param shown how many rows this page has
     * @param url of the page with that number, from 1
     */
    public static Pages of(int page, int shown, long total, boolean totalIsLowerBound, IntFunction<String> url) {
        long count = Math.max(1, (total + SIZE - 1) / SIZE);
        boolean next = shown == SIZE && (long) (page + 1) * SIZE != total;
        return new Pages(
                page + 1,
                Math.max(count, page + 1L),
                totalIsLowerBound,
                page > 0 ? url.apply(page) : null,
                next ? url.apply(page + 2) : null);
    }

    /** The last page of so many rows, from 0. */
    public static int last(long total) {
        return (int) Math.max(0, (total - 1) / SIZE);
    }

    public boolean isSeveral() {
        return previous != null || next != null;
    }
}
