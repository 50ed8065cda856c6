package dev.postseal.account;

import java.security.SecureRandom;

/** Passwords made for somebody's first sign-in, to be read from a screen and typed. */
final class OneTimePasswords {
    /** Without letters and digits that look alike; 20 of them have 98 bits. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

    private static final int LENGTH = 20;

    private OneTimePasswords() {}

    static String random() {
        return new SecureRandom()
                .ints(LENGTH, 0, ALPHABET.length())
                .mapToObj(ALPHABET::charAt)
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString();
    }
}
