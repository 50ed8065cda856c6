package dev.postseal.policy;

import java.util.List;

/** Facts of a problem as one text, for the time that an import's lines lie in the database. */
final class ImportFacts {
    private static final String SEPARATOR = "\u001F";
    private static final int MAX_LENGTH = 300;

    private ImportFacts() {}

    /** What is quoted from a file may be as long as it likes; it is shown in part. */
    static String join(List<String> facts) {
        return facts.stream()
                .map(fact -> fact.replace(SEPARATOR, "\uFFFD"))
                .map(fact -> fact.length() > MAX_LENGTH ? cut(fact) : fact)
                .reduce((a, b) -> a + SEPARATOR + b)
                .orElse("");
    }

    static List<String> split(String joined) {
        return List.of(joined.split(SEPARATOR, -1));
    }

    private static String cut(String fact) {
        int end = Character.isHighSurrogate(fact.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
        return fact.substring(0, end) + "…";
    }
}
