package dev.postseal.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A connected socket whose reads and writes all end by a deadline that the user of the moment sets, however slowly the
 * other side dribbles. A deadline that passes shows as {@link SocketTimeoutException}. Not for concurrent use.
 */
public final class Wire implements AutoCloseable {
    /** A blocking write knows no timeout: one thread for all wires closes the socket under those that take too long. */
    private static final ScheduledThreadPoolExecutor WRITE_GUARD = writeGuard();

    private final Socket socket;
    private final InputStream input;
    private final OutputStream output;
    private long deadline;
    private boolean early;
    private volatile boolean overdue;

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.input = new Input(socket.getInputStream());
        this.output = new Output(socket.getOutputStream());
    }

    /** Connects within the time, and leaves as much for what comes first. */
    static Wire connect(InetSocketAddress address, Duration within) throws IOException {
        // Of a channel, since an interrupt of whoever waits for it then ends the wait, on threads of every kind.
        Socket socket = SocketChannel.open().socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(address, (int) Math.min(Integer.MAX_VALUE, within.toMillis()));
            var wire = new Wire(socket);
            wire.deadline(within);
            return wire;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** From now on everything together must be done within this time. */
    public void deadline(Duration within) {
        deadline = System.nanoTime() + within.toNanos();
    }

    /** Bytes as they come from the network, unbuffered. */
    public InputStream input() {
        return input;
    }

    /** Bytes to the network, unbuffered. */
    public OutputStream output() {
        return output;
    }

    /**
     * Whether the server has sent something that it was not yet asked for. Right behind the 220 to STARTTLS this is an
     * injection into the session to come (CVE-2011-0411): a TLS server never speaks first.
     */
    public boolean hasEarlyInput() throws IOException {
        return early || socket.getInputStream().available() > 0;
    }

    /** Remembers that more was read than belonged to the last reply. */
    void markEarlyInput() {
        early = true;
    }

    boolean isClosed() {
        return socket.isClosed();
    }

    /** Closes the socket; never throws. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is left to be done with it.
        }
    }

    /** A channel throws exceptions of many kinds, of which users of a socket know nothing. */
    private static IOException ofSocket(IOException e) {
        if (e instanceof SocketException || e instanceof InterruptedIOException) {
            return e;
        }
        var lost = new SocketException(e.getMessage() == null ? "connection closed" : e.getMessage());
        lost.initCause(e);
        return lost;
    }

    private long remaining() throws SocketTimeoutException {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException("deadline passed");
        }
        return left;
    }

    private static ScheduledThreadPoolExecutor writeGuard() {
        var guard = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("smtp-write-guard").daemon().factory());
        guard.setRemoveOnCancelPolicy(true);
        guard.prestartCoreThread(); // A thread that the system refuses later would be an error in the midst of a
        // conversation.
        return guard;
    }

    private final class Input extends InputStream {
        private final InputStream raw;

        Input(InputStream raw) {
            this.raw = raw;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            socket.setSoTimeout((int) Math.clamp(TimeUnit.NANOSECONDS.toMillis(remaining()), 1, Integer.MAX_VALUE));
            try {
                return raw.read(bytes, offset, length);
            } catch (IOException e) {
                throw ofSocket(e);
            }
        }
    }

    private final class Output extends OutputStream {
        private final OutputStream raw;

        Output(OutputStream raw) {
            this.raw = raw;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            var guard = WRITE_GUARD.schedule(this::expire, remaining(), TimeUnit.NANOSECONDS);
            try {
                raw.write(bytes, offset, length);
            } catch (IOException e) {
                if (overdue) {
                    throw new SocketTimeoutException("deadline passed while writing");
                }
                throw ofSocket(e);
            } finally {
                guard.cancel(false);
            }
        }

        private void expire() {
            overdue = true;
            Wire.this.close();
        }
    }
}
