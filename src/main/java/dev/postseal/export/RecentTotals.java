package dev.postseal.export;

import java.util.Arrays;

/** How much a total has grown in the last minute and hour, from a look at it about once a second. */
final class RecentTotals {
    private static final int SPAN = 60;

    private final Ring seconds = new Ring();
    private final Ring minutes = new Ring();

    /**
     * @param second counted from any moment, never backwards
     * @param total of now
     */
    synchronized void note(long second, long total) {
        seconds.note(second, total);
        minutes.note(second / SPAN, total);
    }

    synchronized long inLastMinute() {
        return seconds.growth();
    }

    /** To the minute. */
    synchronized long inLastHour() {
        return minutes.growth();
    }

    /** The totals with which the last sixty moments began, and the present one. */
    private static final class Ring {
        private final long[] totals = new long[SPAN];
        private long latest = Long.MIN_VALUE;
        private long now;

        void note(long moment, long total) {
            if (latest == Long.MIN_VALUE || moment - latest >= SPAN) {
                Arrays.fill(totals, now);
                latest = moment;
            }
            for (; latest < moment; latest++) {
                totals[(int) ((latest + 1) % SPAN)] = now;
            }
            now = total;
        }

        long growth() {
            return latest == Long.MIN_VALUE ? 0 : now - totals[(int) ((latest + 1) % SPAN)];
        }
    }
}
