package dev.postseal.policy;

import java.util.List;

/** The rules for parameters as a text, before anything is read into them. */
final class PlainText {
    private PlainText() {}

    /** Too long, or with characters that cannot be seen and would not survive the way into a table. */
    static List<Problem> problems(String text) {
        if (text.length() > PolicyGrammar.MAX_LENGTH) {
            return List.of(Problem.of(
                    "parameters",
                    ProblemCode.PARAMETERS__TOO_LONG,
                    Integer.toString(text.length()),
                    Integer.toString(PolicyGrammar.MAX_LENGTH)));
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > '~' || c < ' ') {
                int point = text.codePointAt(i);
                if (!isSeen(point)) {
                    return List.of(Problem.of(
                            "parameters",
                            ProblemCode.PARAMETERS__CHARACTER,
                            "U+%04X".formatted(point),
                            Integer.toString(i + 1)));
                }
                i += Character.charCount(point) - 1;
            }
        }
        return List.of();
    }

    /** One line with single spaces. */
    static String fold(String text) {
        var folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = AttributeToken.isBlank(text.charAt(i)) ? ' ' : text.charAt(i);
            if (c != ' ' || (!folded.isEmpty() && folded.charAt(folded.length() - 1) != ' ')) {
                folded.append(c);
            }
        }
        return folded.toString().stripTrailing();
    }

    /** Blanks of ASCII count as seen. */
    static boolean isSeen(int point) {
        if (point < 128 && AttributeToken.isBlank((char) point)) {
            return true;
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }
}
