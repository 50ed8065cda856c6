package dev.postseal.mail;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An enhanced status code (RFC 3463): {@code 4.7.5} is a transient (4) security (7) failure of cryptography (5). */
public record EnhancedStatus(int statusClass, int subject, int detail) {
    private static final Pattern SYNTAX = Pattern.compile("([245])\\.(\\d{1,3})\\.(\\d{1,3})");

    public EnhancedStatus {
        if (statusClass != 2 && statusClass != 4 && statusClass != 5) {
            throw new IllegalArgumentException("status class " + statusClass);
        }
    }

    public static EnhancedStatus of(String text) {
        return find(text).orElseThrow(() -> new IllegalArgumentException(text));
    }

    /** The code at the very start of a reply's text, if one stands there. */
    public static Optional<EnhancedStatus> find(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.lookingAt() || (matcher.end() < text.length() && text.charAt(matcher.end()) != ' ')) {
            return Optional.empty();
        }
        return Optional.of(new EnhancedStatus(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3))));
    }

    /** The same subject and detail, as a permanent or transient failure or a success. */
    public EnhancedStatus withClass(int newClass) {
        return new EnhancedStatus(newClass, subject, detail);
    }

    @Override
    public String toString() {
        return statusClass + "." + subject + "." + detail;
    }
}
