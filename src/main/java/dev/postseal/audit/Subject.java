package dev.postseal.audit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What kind of thing was changed. */
public enum Subject {
    POLICY,
    USER,
    KEY,
    SETTING,
    /** One of the queue, or a selection; a selection has no id. */
    DELIVERY;

    /** As it is stored and written in addresses. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty when there is none of that text. */
    public static Optional<Subject> find(String text) {
        return Arrays.stream(values())
                .filter(subject -> subject.text().equals(text))
                .findFirst();
    }
}
