package dev.postseal.web.overview;

import java.util.List;

/**
 * A chart as a table: what is drawn is read from there.
 *
 * @param name its texts are {@code chart.<name>} and {@code chart.<name>.help}
 * @param series that occur, the best protected first
 */
record Chart(String name, List<Series> series, List<Row> rows, long total) {
    /**
     * @param key its text is {@code chart.<name>.<key>}
     * @param look its colour, as a class
     * @param share of all deliveries, as text
     */
    record Series(String key, String look, String share) {}

    /** @param label the step's beginning, as text */
    record Row(String label, List<Long> counts, long total) {}
}
