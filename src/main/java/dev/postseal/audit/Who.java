package dev.postseal.audit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What kind of actor made a change. */
public enum Who {
    USER,
    KEY,
    /** A user or a key, by a list of many entries at once. */
    IMPORT,
    /** Where people sign in by OpenID Connect: who says that they exist, and in which role. */
    PROVIDER,
    SYSTEM;

    /** As it is stored and written in addresses. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty when there is none of that text. */
    public static Optional<Who> find(String text) {
        return Arrays.stream(values()).filter(who -> who.text().equals(text)).findFirst();
    }
}
