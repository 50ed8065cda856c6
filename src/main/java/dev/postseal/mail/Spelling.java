package dev.postseal.mail;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Guesses what was meant by a misspelled keyword: at most two letters inserted, left out or replaced, and in words of less than
 * five only one.
 */
public final class Spelling {
    private static final int MAX_DISTANCE = 2;
    /** With two letters replaced, a word of four is another word: "line" does not mean none, but "maybe" means may. */
    private static final int LETTERS_PER_ERROR = 3;

    private static final int MAX_LENGTH = 40;

    private Spelling() {}

    /** The keyword that comes nearest, the first of several; empty when none is near. */
    public static Optional<String> nearest(String text, Collection<String> keywords) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String lower = text.toLowerCase(Locale.ROOT);
        int limit = Math.min(MAX_DISTANCE, (lower.length() + 1) / LETTERS_PER_ERROR);
        return keywords.stream()
                .filter(keyword -> distance(lower, keyword.toLowerCase(Locale.ROOT)) <= limit)
                .min(Comparator.comparingInt(keyword -> distance(lower, keyword.toLowerCase(Locale.ROOT))));
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
