package dev.postseal.enforcement;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLException;

/** Cuts the stream into TLS records (RFC 8446 section 5.1) before anything is parsed, and bounds what a handshake may send. */
final class RecordReader {
    private static final int HEADER = 5;
    private static final int MAX_FRAGMENT = 16384 + 2048;
    private static final int MAX_HANDSHAKE_BYTES = 512 * 1024;
    private static final int ALERT = 21;
    private static final int FIRST_TYPE = 20;
    private static final int LAST_TYPE = 24;
    private static final int WARNING = 1;
    private static final int UNRECOGNIZED_NAME = 112;

    private final InputStream input;
    private final byte[] buffer = new byte[HEADER + MAX_FRAGMENT];
    private int start;
    private int end;
    private int handshakeBytes;
    private boolean ignoredNameWarning;

    RecordReader(InputStream input) {
        this.input = input;
    }

    /** The next whole record; valid until the next call. */
    ByteBuffer next() throws IOException {
        require(HEADER);
        int type = buffer[start];
        int length = (buffer[start + 3] & 0xff) << 8 | (buffer[start + 4] & 0xff);
        if (type < FIRST_TYPE || type > LAST_TYPE || buffer[start + 1] != 3 || length > MAX_FRAGMENT) {
            throw new SSLException("what came is not TLS");
        }
        require(HEADER + length);
        var bytes = ByteBuffer.wrap(buffer, start, HEADER + length);
        start += HEADER + length;
        return bytes;
    }

    /**
     * As {@link #next}, bounded in total; the warning that a server does not know the name in SNI, on which JSSE would
     * give up and OpenSSL goes on, is passed over (RFC 6066 section 3).
     */
    ByteBuffer nextOfHandshake() throws IOException {
        while (true) {
            ByteBuffer bytes = next();
            handshakeBytes += bytes.remaining();
            if (handshakeBytes > MAX_HANDSHAKE_BYTES) {
                throw new SSLException("the handshake does not end");
            }
            if (!isNameWarning(bytes)) {
                return bytes;
            }
            ignoredNameWarning = true;
        }
    }

    boolean ignoredNameWarning() {
        return ignoredNameWarning;
    }

    private static boolean isNameWarning(ByteBuffer bytes) {
        int at = bytes.position();
        return bytes.remaining() == HEADER + 2
                && bytes.get(at) == ALERT
                && bytes.get(at + HEADER) == WARNING
                && bytes.get(at + HEADER + 1) == UNRECOGNIZED_NAME;
    }

    private void require(int length) throws IOException {
        if (start + length > buffer.length || start == end) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        while (end - start < length) {
            int read = input.read(buffer, end, buffer.length - end);
            if (read <= 0) {
                throw new EOFException("connection closed");
            }
            end += read;
        }
    }
}
