package dev.postseal.account;

import java.security.SecureRandom;

/** Passwords and codes made for people, to be read from a screen or a sheet and typed. */
final class RandomText {
    /** Without letters and digits that look alike; each has 5 bits, or nearly so. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

    private RandomText() {}

    static String of(int length) {
        return new SecureRandom()
                .ints(length, 0, ALPHABET.length())
                .mapToObj(ALPHABET::charAt)
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString();
    }
}
