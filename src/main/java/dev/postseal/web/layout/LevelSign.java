package dev.postseal.web.layout;

import dev.postseal.policy.Level;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a level looks everywhere: its name, its strength as four steps and in words, and what it does in a sentence.
 *
 * @param sure steps it reaches in any case
 * @param possible steps it reaches when the partner publishes what it asks for
 */
public record LevelSign(Level level, int sure, int possible) {
    private static final int STEPS = 4;

    static LevelSign of(Level level) {
        return switch (level) {
            case NONE -> new LevelSign(level, 0, 0);
            case MAY -> new LevelSign(level, 1, 1);
            case ENCRYPT -> new LevelSign(level, 2, 2);
            case DANE -> new LevelSign(level, 2, 4);
            case VERIFY -> new LevelSign(level, 3, 3);
            case FINGERPRINT, SECURE, DANE_ONLY -> new LevelSign(level, 4, 4);
        };
    }

    public String name() {
        return level.text();
    }

    /** Mail goes in the clear whatever the partner offers. */
    public boolean isClear() {
        return level == Level.NONE;
    }

    /** The style of each of the four steps. */
    public List<String> steps() {
        return IntStream.range(0, STEPS)
                .mapToObj(step -> step < sure ? "full" : step < possible ? "maybe" : "off")
                .toList();
    }

    public String wordsKey() {
        return "level." + name() + ".words";
    }

    public String sentenceKey() {
        return "level." + name() + ".sentence";
    }
}
