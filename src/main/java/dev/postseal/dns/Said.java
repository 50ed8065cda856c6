package dev.postseal.dns;

import java.util.regex.Pattern;

/** The words of a failure for administrators, to whom the names of our classes say nothing. */
final class Said {
    private static final Pattern CLASS_NAME = Pattern.compile("\\b(?:\\w+\\.)+\\w*(?:Exception|Error)(?:: ?|$)");

    private Said() {}

    /** The innermost words there are; a dash when nothing was said. */
    static String by(Throwable failure) {
        String words = "";
        for (Throwable each = failure; each != null; each = each.getCause()) {
            String message = each.getMessage();
            words = message == null || message.isBlank() ? words : message;
        }
        String plain = CLASS_NAME.matcher(words).replaceAll("").strip();
        return plain.isEmpty() ? "–" : plain;
    }
}
