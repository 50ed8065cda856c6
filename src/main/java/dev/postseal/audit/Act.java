package dev.postseal.audit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What was done. */
public enum Act {
    CREATED,
    CHANGED,
    DELETED,
    /** A user chose a new password, or was given one for their next sign-in. */
    PASSWORD_CHANGED,
    SECOND_FACTOR_ON,
    SECOND_FACTOR_OFF,
    /** An administrator took it away from a user who has lost it. */
    SECOND_FACTOR_RESET,
    /** All sessions of a user were ended. */
    SESSIONS_ENDED,
    /** Deliveries were to be attempted at once. */
    RETRIED,
    HELD,
    RELEASED,
    BOUNCED;

    /** As it is stored. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Act> find(String text) {
        return Arrays.stream(values()).filter(act -> act.text().equals(text)).findFirst();
    }
}
