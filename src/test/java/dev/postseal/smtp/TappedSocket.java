package dev.postseal.smtp;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A connection that remembers what came, below any TLS, and can be made a bad one. */
final class TappedSocket extends Socket {
    private static final int REMEMBERED = 1 << 20;

    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final AtomicLong sent = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile long left = Long.MAX_VALUE;
    private volatile Duration pause = Duration.ZERO;

    String received() {
        synchronized (received) {
            return received.toString(StandardCharsets.ISO_8859_1);
        }
    }

    long sent() {
        return sent.get();
    }

    void cutAfter(long bytes) {
        left = bytes;
    }

    void slowDown(Duration betweenBytes) {
        pause = betweenBytes;
    }

    /** Hears the client out. */
    void drain() throws IOException {
        InputStream input = getInputStream();
        while (input.read(new byte[4096]) >= 0) {
            // remembered
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                var one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = super.read(bytes, offset, length);
                synchronized (received) {
                    received.write(bytes, offset, Math.clamp(count, 0, REMEMBERED - received.size()));
                }
                return count;
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (pause.isZero()) {
                    send(bytes, offset, length);
                    return;
                }
                for (int i = 0; i < length; i++) {
                    waitFor(pause);
                    send(bytes, offset + i, 1);
                }
            }

            @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes at a time.
            private void send(byte[] bytes, int offset, int length) throws IOException {
                int permitted = (int) Math.min(left, length);
                out.write(bytes, offset, permitted);
                sent.addAndGet(permitted);
                left -= permitted;
                if (permitted < length) {
                    shutdownOutput();
                    drain();
                    throw new IOException("cut");
                }
            }
        };
    }

    @Override
    public synchronized void close() throws IOException {
        closed.countDown();
        super.close();
    }

    private void waitFor(Duration time) throws IOException {
        try {
            if (closed.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("closed");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
