package dev.postseal.audit;

import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;

/** Ids as {@code 7-9, 12}: what a filter found mostly follows one another. */
final class IdRanges {
    private IdRanges() {}

    static String text(Collection<Long> ids) {
        List<Long> sorted = ids.stream().sorted().distinct().toList();
        var text = new StringJoiner(", ");
        int start = 0;
        for (int i = 1; i <= sorted.size(); i++) {
            if (i == sorted.size() || sorted.get(i) != sorted.get(i - 1) + 1) {
                text.add(range(sorted.get(start), sorted.get(i - 1)));
                start = i;
            }
        }
        return text.toString();
    }

    private static String range(long first, long last) {
        return first == last ? String.valueOf(first) : first + "-" + last;
    }
}
