package dev.postseal.web.layout;

import java.io.Serializable;

/**
 * What came of the last act, for the flash attribute {@code note}.
 *
 * @param kind {@code good}, {@code warning} or {@code bad}
 */
public record Note(String kind, String text) implements Serializable {
    public static Note good(String text) {
        return new Note("good", text);
    }

    public static Note warning(String text) {
        return new Note("warning", text);
    }

    public static Note bad(String text) {
        return new Note("bad", text);
    }

    public String icon() {
        return switch (kind) {
            case "good" -> "check";
            case "warning" -> "warning";
            default -> "error";
        };
    }
}
