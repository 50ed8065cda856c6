package dev.postseal.account;

import java.time.Duration;

/** Passwords made for somebody's next sign-in. */
final class OneTimePasswords {
    /** How long one that an administrator made opens the page to choose another. */
    static final Duration LIFE = Duration.ofHours(24);

    private static final int LENGTH = 20;

    private OneTimePasswords() {}

    static String random() {
        return RandomText.of(LENGTH);
    }
}
