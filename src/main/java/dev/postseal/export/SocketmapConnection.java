package dev.postseal.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client, which is never waited for: all whole requests that have come are answered with one write, and while the answers
 * are not taken nothing more is read. Whoever dribbles gains nothing: the time allowed is for the whole request, not for each
 * byte. While idle it has a kilobyte or two. For the one thread of {@link SocketmapLoop}.
 */
final class SocketmapConnection implements AutoCloseable {
    private static final int SMALL = 1_024;
    private static final int LARGE = 16_384;
    /** Answers are written when there are so many bytes of them, although more requests have come. */
    private static final int MANY = 65_536;
    /** So much is still read of a request that is refused for its length, so that the refusal arrives. */
    private static final int MAX_DISCARDED = 1 << 20;

    private static final int OVER = 0;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final Answer TOO_LONG =
            new Answer.Refused("requests have at most " + Netstring.MAX_REQUEST + " bytes");
    private static final Logger log = LoggerFactory.getLogger(SocketmapConnection.class);

    private enum Stage {
        /** The next request has still to come, or the rest of it. */
        READING,
        /** More has been read than answered. */
        ANSWERING,
        /** The last answer has been given. */
        REFUSED,
        /** Nothing more is read as a request. */
        DISCARDING;

        boolean goesOn() {
            return this == ANSWERING || this == REFUSED;
        }
    }

    private final SocketChannel channel;
    private final PolicyMap map;
    private final SocketmapUse use;
    private final String peer;
    private final int readSize;
    private final LongSupplier now;
    private final Replies replies = new Replies();
    private Stage stage = Stage.READING;
    private ByteBuffer in = ByteBuffer.allocate(SMALL);
    private ByteBuffer out = NOTHING;
    private int discarded;
    /** Of the last whole request, or since when the client owes us the rest of one or the taking of its answers. */
    private long since;

    private boolean owing;

    /**
     * @param readSize at most so many bytes are read at a time
     * @param now milliseconds
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

    SocketChannel channel() {
        return channel;
    }

    /** Does what can be done without waiting; for what it waits then, as {@link SelectionKey#interestOps} has it. */
    int proceed() {
        try {
            int interest;
            do {
                if (!written()) {
                    return SelectionKey.OP_WRITE;
                }
                interest = switch (stage) {
                    case READING -> read() < 0 ? OVER : answer();
                    case ANSWERING -> answer();
                    case REFUSED -> endOutput();
                    case DISCARDING -> discard();
                };
            } while (stage.goesOn());
            return interest;
        } catch (IOException e) {
            log.debug("Socketmap client {} is gone: {}", peer, e.toString());
            return OVER;
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

    private int answer() throws IOException {
        in.flip();
        stage = answerAll();
        in.compact();
        if (!written()) {
            return SelectionKey.OP_WRITE;
        }
        settle();
        return SelectionKey.OP_READ;
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

    private Stage answerAll() {
        while (replies.length() < MANY) {
            switch (Netstring.read(in)) {
                case Netstring.Piece.Whole whole -> add(map.answer(whole.text()));
                case Netstring.Piece.Half half -> {
                    return Stage.READING;
                }
                case Netstring.Piece.TooLong tooLong -> {
                    add(TOO_LONG);
                    return Stage.REFUSED;
                }
                case Netstring.Piece.Broken broken -> {
                    use.broken();
                    return Stage.REFUSED;
                }
            }
        }
        return Stage.ANSWERING;
    }

    private void add(Answer answer) {
        use.answered(answer, peer, now.getAsLong());
        replies.add(answer);
    }

    /** Whether the client has taken all answers that there are. */
    private boolean written() throws IOException {
        if (!out.hasRemaining()) {
            if (replies.length() == 0) {
                return true;
            }
            out = replies.take();
            owe(true);
        }
        channel.write(out);
        if (out.hasRemaining()) {
            return false;
        }
        out = NOTHING;
        owe(false);
        return true;
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
        since = now.getAsLong();
        owing = something;
    }

    private int endOutput() throws IOException {
        owe(true);
        channel.shutdownOutput();
        stage = Stage.DISCARDING;
        return SelectionKey.OP_READ;
    }

    /** Closing with bytes unread would destroy our last answer on its way. */
    private int discard() throws IOException {
        int count = channel.read(in.clear());
        discarded += Math.max(0, count);
        return count < 0 || discarded > MAX_DISCARDED ? OVER : SelectionKey.OP_READ;
    }
}
