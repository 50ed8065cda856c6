package dev.postseal.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Sends a message as DATA wants it (RFC 5321 section 4.5.2): leading dots doubled, every line end CRLF. A CR or LF that
 * stands alone becomes CRLF too, so that no server sees an end of data where we see none (SMTP smuggling).
 */
final class BodyWriter {
    private static final int CHUNK = 16384;

    private final OutputStream output;
    private final byte[] chunk = new byte[CHUNK + 4];
    private int used;
    private boolean lineStart = true;
    private boolean afterCr;
    private long sent;

    BodyWriter(OutputStream output) {
        this.output = output;
    }

    /** How the source ended early, apart from how the wire did. */
    static final class SourceException extends Exception {
        private static final long serialVersionUID = 1L;

        SourceException(IOException cause) {
            super(String.valueOf(cause.getMessage()), cause);
        }
    }

    /**
     * Sends everything up to and without the final dot.
     *
     * @return bytes sent
     */
    long write(InputStream message) throws IOException, SourceException {
        var read = new byte[CHUNK];
        for (int length = read(message, read); length >= 0; length = read(message, read)) {
            for (int i = 0; i < length; i++) {
                put(read[i]);
            }
        }
        if (!lineStart) {
            endLine();
        }
        flush();
        return sent;
    }

    private static int read(InputStream message, byte[] into) throws SourceException {
        try {
            return message.read(into);
        } catch (IOException e) {
            throw new SourceException(e);
        }
    }

    private void put(byte b) throws IOException {
        if (b == '\n' && afterCr) {
            afterCr = false;
            return;
        }
        afterCr = b == '\r';
        if (b == '\r' || b == '\n') {
            endLine();
            return;
        }
        if (lineStart && b == '.') {
            append('.');
        }
        lineStart = false;
        append(b);
    }

    private void endLine() throws IOException {
        append('\r');
        append('\n');
        lineStart = true;
    }

    private void append(int b) throws IOException {
        chunk[used++] = (byte) b;
        if (used >= CHUNK) {
            flush();
        }
    }

    private void flush() throws IOException {
        if (used > 0) {
            output.write(chunk, 0, used);
            sent += used;
            used = 0;
        }
    }
}
