package dev.postseal.export;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Netstrings, {@code 6:policy,}: how requests and answers of a socketmap are framed (socketmap_table(5)). */
final class Netstring {
    /** Longer requests are refused; a next hop has some 300 bytes at the most. */
    static final int MAX_REQUEST = 10_000;

    private static final int MAX_DIGITS = Integer.toString(MAX_REQUEST).length();

    /** The longest request with its frame. */
    static final int MAX_FRAMED = MAX_DIGITS + 1 + MAX_REQUEST + 1;

    private Netstring() {}

    /** What stands at the beginning of the buffer. */
    sealed interface Piece {
        /** A request, which has been taken from the buffer. */
        record Whole(String text) implements Piece {}

        /** The beginning of a request: more has to be read. */
        record Half() implements Piece {}

        /** The announced length is not served. */
        record TooLong() implements Piece {}

        /** Not a netstring: where the next one would begin, nobody knows. */
        record Broken() implements Piece {}
    }

    private static final Piece HALF = new Piece.Half();
    private static final Piece TOO_LONG = new Piece.TooLong();
    private static final Piece BROKEN = new Piece.Broken();

    /** Takes one whole request from the buffer, which must have an array, or leaves it as it is. */
    static Piece read(ByteBuffer in) {
        int start = in.position();
        int length = 0;
        for (int at = start; at < in.limit(); at++) {
            byte b = in.get(at);
            if (b == ':' && at > start) {
                return length > MAX_REQUEST ? TOO_LONG : text(in, at + 1, length);
            }
            // The length has no zeros in front of it: those would give one string many spellings.
            if (b < '0' || b > '9' || (at > start && length == 0)) {
                return BROKEN;
            }
            if (at - start == MAX_DIGITS) {
                return TOO_LONG;
            }
            length = length * 10 + (b - '0');
        }
        return HALF;
    }

    private static Piece text(ByteBuffer in, int from, int length) {
        if (in.limit() <= from + length) {
            return HALF;
        }
        if (in.get(from + length) != ',') {
            return BROKEN;
        }
        in.position(from + length + 1);
        return new Piece.Whole(new String(in.array(), in.arrayOffset() + from, length, StandardCharsets.UTF_8));
    }
}
