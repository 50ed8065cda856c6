package dev.postseal.policy;

import org.jspecify.annotations.Nullable;

/**
 * What a refused line of an import says, to be recognized by who wrote it: at most {@value #MAX_LENGTH} characters of each,
 * and those that cannot be seen written as {@code \\u200B}. It does NOT ensure that any of it means anything.
 *
 * @param target as it was written; null when it cannot be told from the rest
 * @param text what follows the target, or the whole line
 */
public record SaidLine(@Nullable String target, String text) {
    /** How much of each is kept. */
    public static final int MAX_LENGTH = 200;

    public SaidLine {
        target = target == null ? null : shown(target);
        text = shown(text);
    }

    /** Of an entry that could be read. */
    static SaidLine of(PolicyDraft draft) {
        return new SaidLine(draft.target(), draft.policy() + " " + draft.parameters());
    }

    /** Of a line that could not be read. */
    public static SaidLine whole(String text) {
        return new SaidLine(null, text);
    }

    private static String shown(String text) {
        var shown = new StringBuilder();
        String line = PlainText.fold(text);
        for (int i = 0; i < line.length(); ) {
            int point = line.codePointAt(i);
            String character = PlainText.isSeen(point) ? Character.toString(point) : "\\u%04X".formatted(point);
            if (shown.length() + character.length() >= MAX_LENGTH) {
                return shown.append('…').toString();
            }
            shown.append(character);
            i += Character.charCount(point);
        }
        return shown.toString();
    }
}
