package dev.postseal.policy;

import java.util.ArrayList;
import java.util.List;

/** Splits the lists within attribute values. */
final class Lists {
    private Lists() {}

    /** The pieces between any of the separators; empty ones do not count ({@code mystrtok()}). */
    static List<String> split(String text, String separators) {
        var pieces = new ArrayList<String>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || separators.indexOf(text.charAt(i)) >= 0) {
                if (i > start) {
                    pieces.add(text.substring(start, i));
                }
                start = i + 1;
            }
        }
        return pieces;
    }
}
