package dev.postseal.export;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Answers on their way to one client, in one piece. */
final class Replies {
    private static final int SMALL = 1_024;
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int length;

    void add(Answer answer) {
        byte[] text = answer.text().getBytes(StandardCharsets.UTF_8);
        byte[] digits = Integer.toString(text.length).getBytes(StandardCharsets.US_ASCII);
        int needed = length + digits.length + text.length + 2;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(SMALL, needed * 2));
        }
        append(digits);
        bytes[length++] = ':';
        append(text);
        bytes[length++] = ',';
    }

    int length() {
        return length;
    }

    /** All of them; they are forgotten, and so is the room they took, unless that is little. */
    ByteBuffer take() {
        ByteBuffer all = ByteBuffer.wrap(bytes, 0, length);
        length = 0;
        if (bytes.length > SMALL) {
            bytes = NOTHING;
        }
        return all;
    }

    private void append(byte[] part) {
        System.arraycopy(part, 0, bytes, length, part.length);
        length += part.length;
    }
}
