package dev.postseal.audit;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a record says of one change; who did it is the same for all that are written at once.
 *
 * @param shown the subject as people read it
 * @param before as JSON
 * @param after as JSON
 */
record Line(
        Subject kind,
        Act act,
        String subjectId,
        String subject,
        String shown,
        @Nullable String before,
        @Nullable String after) {
    String searchText() {
        return (subject.equals(shown) ? subject : subject + "\n" + shown).toLowerCase(Locale.ROOT);
    }
}
