package dev.postseal.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client: all whole requests that have come are answered with one write. Whoever dribbles gains nothing: the time
 * allowed is for the whole request, not for each byte. While idle it has a kilobyte or two.
 */
final class SocketmapConnection implements AutoCloseable {
    private static final int SMALL = 1_024;
    private static final int LARGE = 16_384;
    /** Answers are written when there are so many bytes of them, although more requests have come. */
    private static final int MANY = 65_536;
    /** So much is still read of a request that is refused for its length, so that the refusal arrives. */
    private static final int MAX_DISCARDED = 1 << 20;

    private static final Answer TOO_LONG =
            new Answer.Refused("requests have at most " + Netstring.MAX_REQUEST + " bytes");
    private static final Logger log = LoggerFactory.getLogger(SocketmapConnection.class);

    private final SocketChannel channel;
    private final PolicyMap map;
    private final SocketmapUse use;
    private final String peer;
    private final int readSize;
    private final LongSupplier now;
    private final Replies replies = new Replies();
    private ByteBuffer in = ByteBuffer.allocate(SMALL);
    /** Of the last whole request, or since when the client owes us the rest of one or the taking of its answers. */
    private volatile long since;

    private volatile boolean owing;

    /**
     * @param readSize at most so many bytes are read at a time
     * @param now milliseconds, exact to a fraction of a second
     */
    SocketmapConnection(
            SocketChannel channel, PolicyMap map, SocketmapUse use, String peer, int readSize, LongSupplier now) {
        this.channel = channel;
        this.map = map;
        this.use = use;
        this.peer = peer;
        this.readSize = readSize;
        this.now = now;
        this.since = now.getAsLong();
    }

    /** Answers until the client, the deadline or {@link #endInput} ends it. */
    void serve() {
        try {
            while (read() >= 0) {
                in.flip();
                boolean goesOn = answerAll();
                in.compact();
                flush();
                if (!goesOn) {
                    discard();
                    return;
                }
                settle();
            }
        } catch (IOException e) {
            log.debug("Socketmap client {} is gone: {}", peer, e.toString());
        }
    }

    /** Whether the client has kept us waiting for longer than that. */
    boolean isOverdue(Duration requestTimeout, Duration idleTimeout) {
        Duration allowed = owing ? requestTimeout : idleTimeout;
        return now.getAsLong() - since >= allowed.toMillis();
    }

    /** As if the client had closed: what it has asked is answered. */
    void endInput() {
        try {
            channel.shutdownInput();
        } catch (IOException e) {
            log.debug("Socketmap client {} was already gone: {}", peer, e.toString());
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            log.debug("Socketmap client {} did not close: {}", peer, e.toString());
        }
    }

    private int read() throws IOException {
        if (!in.hasRemaining()) {
            in = ByteBuffer.allocate(LARGE).put(in.flip());
        }
        in.limit(Math.min(in.capacity(), in.position() + readSize));
        int count = channel.read(in);
        in.limit(in.capacity());
        return count;
    }

    /** False: nothing more is read as requests. */
    private boolean answerAll() throws IOException {
        while (true) {
            switch (Netstring.read(in)) {
                case Netstring.Piece.Whole whole -> add(map.answer(whole.text()));
                case Netstring.Piece.Half half -> {
                    return true;
                }
                case Netstring.Piece.TooLong tooLong -> {
                    add(TOO_LONG);
                    return false;
                }
                case Netstring.Piece.Broken broken -> {
                    use.broken();
                    return false;
                }
            }
        }
    }

    private void add(Answer answer) throws IOException {
        use.answered(answer, peer, now.getAsLong());
        replies.add(answer);
        if (replies.length() >= MANY) {
            flush();
        }
    }

    private void flush() throws IOException {
        if (replies.length() == 0) {
            return;
        }
        owe(true);
        ByteBuffer all = replies.take();
        while (all.hasRemaining()) {
            channel.write(all);
        }
        owe(false);
    }

    private void settle() {
        boolean half = in.position() > 0;
        if (half && !owing) {
            owe(true);
        }
        if (!half && in.capacity() > SMALL) {
            in = ByteBuffer.allocate(SMALL);
        }
    }

    /** Time begins anew with each whole request, not with each byte. */
    private void owe(boolean something) {
        long moment = now.getAsLong();
        if (since != moment) {
            since = moment;
        }
        if (owing != something) {
            owing = something;
        }
    }

    /** Closing with bytes unread would destroy our last answer on its way. */
    private void discard() throws IOException {
        owe(true);
        channel.shutdownOutput();
        for (int discarded = 0, count = 0; count >= 0 && discarded < MAX_DISCARDED; discarded += count) {
            count = channel.read(in.clear());
        }
    }
}
