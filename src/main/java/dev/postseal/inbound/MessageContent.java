package dev.postseal.inbound;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * What comes after DATA, up to CR LF . CR LF and nothing else: a line of a single dot between bare line feeds ends no
 * message, whatever other servers think of it (SMTP smuggling, CVE-2023-51764). Dots that were doubled are single again
 * (RFC 5321 section 4.5.2).
 */
final class MessageContent extends InputStream {
    private static final int NONE = -2;

    private final InputStream in;
    private final long maxSize;
    private long size;
    private boolean afterCrLf = true;
    private boolean afterCr;
    private int held = NONE;
    private boolean ended;
    private boolean failed;

    MessageContent(InputStream in, long maxSize) {
        this.in = in;
        this.maxSize = maxSize;
    }

    /** The message is larger than we said we take; the rest of it is still to be read. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Whether reading ended because of the client, not because of whoever took the content. */
    boolean failed() {
        return failed;
    }

    @Override
    public int read() throws IOException {
        int b = next();
        if (b >= 0 && ++size > maxSize) {
            throw new TooLargeException();
        }
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count = 0;
        while (count < length) {
            int b = read();
            if (b < 0) {
                return count == 0 ? -1 : count;
            }
            buffer[offset + count++] = (byte) b;
        }
        return count;
    }

    /**
     * Reads what is left up to the end of the message.
     *
     * @return whether the end came within this many bytes
     */
    boolean drain(long limit) throws IOException {
        for (long i = 0; i < limit; i++) {
            if (next() < 0) {
                return true;
            }
        }
        return false;
    }

    private int next() throws IOException {
        if (ended) {
            return -1;
        }
        if (held == NONE && afterCrLf) {
            return atLineStart();
        }
        return track(take());
    }

    /** After CR LF: a dot is either doubled, or with CR LF the end, or (against the RFC) content. */
    private int atLineStart() throws IOException {
        int first = take();
        if (first != '.') {
            return track(first);
        }
        int second = take();
        if (second != '\r') {
            return track(second);
        }
        int third = take();
        if (third == '\n') {
            ended = true;
            return -1;
        }
        afterCrLf = false;
        held = third;
        return track(second);
    }

    private int track(int b) {
        afterCrLf = b == '\n' && afterCr;
        afterCr = b == '\r';
        return b;
    }

    private int take() throws IOException {
        if (held != NONE) {
            int b = held;
            held = NONE;
            return b;
        }
        try {
            int b = in.read();
            if (b < 0) {
                throw new EOFException();
            }
            return b;
        } catch (IOException e) {
            failed = true;
            throw e;
        }
    }
}
