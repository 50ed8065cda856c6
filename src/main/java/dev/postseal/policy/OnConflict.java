package dev.postseal.policy;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What an import does with a target that has an entry already. */
public enum OnConflict {
    /** The entry stays; lines that break rules are left out as well, and all others are written. */
    SKIP,
    /** The entry's level, parameters and activity become those of the line; its reason and owner stay. */
    REPLACE,
    /** The import is refused as a whole. */
    FAIL;

    /** As the API and the console spell it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<OnConflict> find(String text) {
        return Stream.of(values()).filter(value -> value.text().equals(text)).findFirst();
    }
}
