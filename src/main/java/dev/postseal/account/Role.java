package dev.postseal.account;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an actor may do; each role includes those before it. Which request needs which is for {@link AccessRules}. */
public enum Role {
    /** Sees everything but users and keys, and changes nothing. */
    VIEWER,
    /** Changes entries and acts on the queue. */
    OPERATOR,
    /** Decides about users and keys as well. */
    ADMINISTRATOR;

    /** As it is stored and written in forms. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty when there is none of that text. */
    public static Optional<Role> find(String text) {
        return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
    }

    public boolean includes(Role needed) {
        return compareTo(needed) >= 0;
    }
}
