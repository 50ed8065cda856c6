package dev.postseal.smtp;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * A connected socket whose reads and writes all end by a deadline that the user of the moment sets, however slowly the
 * other side dribbles. A deadline that passes shows as {@link java.net.SocketTimeoutException}. Not for concurrent use.
 */
public final class Wire implements AutoCloseable {
    Wire() {}

    /** From now on everything together must be done within this time. */
    public void deadline(Duration within) {
        throw new UnsupportedOperationException();
    }

    /** Bytes as they come from the network, unbuffered. */
    public InputStream input() {
        throw new UnsupportedOperationException();
    }

    /** Bytes to the network, unbuffered. */
    public OutputStream output() {
        throw new UnsupportedOperationException();
    }

    /** Closes the socket; never throws. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
