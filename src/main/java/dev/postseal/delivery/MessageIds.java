package dev.postseal.delivery;

import java.security.SecureRandom;
import java.time.Clock;

/**
 * Ids as they stand in Received headers, replies and logs: 10 characters of time, so that they sort, and 8 of chance, so
 * that no two nodes ever make the same.
 */
final class MessageIds {
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int TIME_CHARACTERS = 10;
    private static final int RANDOM_CHARACTERS = 8;

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    MessageIds(Clock clock) {
        this.clock = clock;
    }

    String next() {
        return encode(clock.millis(), TIME_CHARACTERS) + encode(random.nextLong(), RANDOM_CHARACTERS);
    }

    private static String encode(long value, int length) {
        var text = new StringBuilder();
        for (int i = length - 1; i >= 0; i--) {
            text.append(ALPHABET.charAt((int) (value >>> (5 * i)) & 31));
        }
        return text.toString();
    }
}
