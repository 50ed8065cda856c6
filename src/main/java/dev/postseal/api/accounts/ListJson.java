package dev.postseal.api.accounts;

import java.util.List;

/** All there are; never so many that they would come in pages. */
record ListJson<T>(List<T> items, int total) {
    static <T> ListJson<T> of(List<T> items) {
        return new ListJson<>(items, items.size());
    }
}
