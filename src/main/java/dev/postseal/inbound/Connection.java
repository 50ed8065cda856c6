package dev.postseal.inbound;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The client's bytes and ours. Whoever dribbles gains nothing: the time allowed is for the whole line or message, not
 * for each byte.
 */
final class Connection implements AutoCloseable {
    /** RFC 5321 section 4.5.3.1.4 asks for 512, extensions add to that; Postfix takes 2048. */
    private static final int MAX_COMMAND = 2_048;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private long deadline;
    private long longestPause;
    private volatile long writingSince;

    Connection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(new Timed(socket.getInputStream()), 8_192);
        this.out = new BufferedOutputStream(socket.getOutputStream(), 4_096);
    }

    /** A line from the client. */
    sealed interface Line {
        record Text(String text) implements Line {}

        record TooLong() implements Line {}

        record BadCharacter() implements Line {}
    }

    InetAddress peer() {
        return socket.getInetAddress();
    }

    /**
     * Reads a command line, ended by a line feed. All of an overlong line is read, and none of it is kept.
     *
     * @throws EOFException when the client has closed its side
     * @throws SocketTimeoutException when the line has not ended in time
     */
    Line readLine(Duration timeout) throws IOException {
        allow(timeout, timeout);
        byte[] line = new byte[MAX_COMMAND];
        int length = 0;
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException();
            }
            if (length < MAX_COMMAND) {
                line[length] = (byte) b;
            }
            length = Math.min(length + 1, MAX_COMMAND + 1);
        }
        if (length > MAX_COMMAND) {
            return new Line.TooLong();
        }
        return text(line, length > 0 && line[length - 1] == '\r' ? length - 1 : length);
    }

    /** The content after DATA, to be read within this time and without a pause longer than that. */
    MessageContent content(long maxSize, Duration timeout, Duration longestPause) {
        allow(timeout, longestPause);
        return new MessageContent(in, maxSize);
    }

    void write(Reply reply) throws IOException {
        // The buffer writes through when it is full: a client that never reads shows here as well.
        writingSince = System.nanoTime() | 1;
        out.write(reply.text().getBytes(StandardCharsets.US_ASCII));
        writingSince = 0;
        // Replies to pipelined commands go together (RFC 2920), the last one at once.
        if (in.available() == 0 || reply.code() == 354) {
            flush();
        }
    }

    void flush() throws IOException {
        writingSince = System.nanoTime() | 1;
        out.flush();
        writingSince = 0;
    }

    /** Whether the client has not taken our replies for this long. */
    boolean isStuckFor(Duration time) {
        long since = writingSince;
        return since != 0 && System.nanoTime() - since > time.toNanos();
    }

    /** Makes a waiting {@link #readLine} end as if the client had closed; replies can still be sent. */
    void endInput() {
        try {
            socket.shutdownInput();
        } catch (IOException e) {
            close();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is as closed as it can be.
        }
    }

    private void allow(Duration timeout, Duration pause) {
        deadline = System.nanoTime() + timeout.toNanos();
        longestPause = pause.toMillis();
    }

    private static Line text(byte[] line, int length) {
        for (int i = 0; i < length; i++) {
            if ((line[i] >= 0 && line[i] < ' ' && line[i] != '\t') || line[i] == 127) {
                return new Line.BadCharacter();
            }
        }
        try {
            return new Line.Text(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line, 0, length))
                    .toString()
                    .replace('\t', ' '));
        } catch (CharacterCodingException e) {
            return new Line.BadCharacter();
        }
    }

    /** Reads from the socket for as long as the deadline permits. */
    private final class Timed extends InputStream {
        private final InputStream raw;

        Timed(InputStream raw) {
            this.raw = raw;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException();
            }
            socket.setSoTimeout((int) Math.min(Math.min(left + 1, longestPause), Integer.MAX_VALUE));
            return raw.read(buffer, offset, length);
        }

        @Override
        public int available() throws IOException {
            return raw.available();
        }
    }
}
