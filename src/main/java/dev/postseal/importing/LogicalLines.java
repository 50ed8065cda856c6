package dev.postseal.importing;

import java.io.IOException;
import java.io.InputStream;

/**
 * The lines of a Postfix text as {@code readllines()} joins them: empty lines and comments do not count, not even within a
 * logical line, and a line that begins with white space continues the one before.
 */
final class LogicalLines {
    /** Far more than an entry may have; what is longer is passed by without being kept. */
    static final int MAX_LENGTH = 64 * 1024;

    private static final int BUFFER = 64 * 1024;
    private static final int END = -1;

    private final InputStream in;
    /** Of our own: asking a stream for each byte takes a lock for each. */
    private final byte[] buffer = new byte[BUFFER];

    private final Bytes text = new Bytes();
    private final Bytes physical = new Bytes();
    private int at;
    private int end;
    private long line;
    private long first;
    private boolean tooLong;

    LogicalLines(InputStream in) {
        this.in = in;
    }

    /** Moves to the next logical line; false at the end. */
    boolean next() throws IOException {
        text.clear();
        tooLong = false;
        boolean more = true;
        while (more) {
            boolean fresh = isEmpty();
            more = readPhysical();
            if (fresh) {
                first = line;
            }
            if (more && !isEmpty() && !continues()) {
                return true;
            }
        }
        return !isEmpty();
    }

    byte[] bytes() {
        return text.copy();
    }

    /** The number of the line with which it begins. */
    long number() {
        return first;
    }

    boolean isTooLong() {
        return tooLong;
    }

    static boolean isSpace(int c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private boolean isEmpty() {
        return text.size() == 0 && !tooLong;
    }

    /** Adds one line of the file; false when the file ended with it. */
    private boolean readPhysical() throws IOException {
        physical.clear();
        int visible = -1;
        boolean any = false;
        boolean over = false;
        int c = read();
        while (c >= 0 && c != '\n') {
            any = true;
            if (visible < 0 && !isSpace(c)) {
                visible = c;
            }
            if (visible != '#' && text.size() + physical.size() < MAX_LENGTH) {
                physical.add(c);
            } else if (visible != '#') {
                over = true;
            }
            c = read();
        }
        line += c == '\n' || any ? 1 : 0;
        if (visible >= 0 && visible != '#') {
            text.add(physical);
            tooLong |= over;
        }
        return c >= 0;
    }

    private boolean continues() throws IOException {
        int next = read();
        if (next != END) {
            at--;
        }
        return next == '#' || isSpace(next);
    }

    private int read() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(0, in.read(buffer));
        }
        return at == end ? END : buffer[at++] & 0xFF;
    }
}
