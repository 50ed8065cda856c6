package dev.postseal.delivery;

/** The database did not store a message; nothing was accepted, and a later try may succeed (4.3.0). */
public final class QueueUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    QueueUnavailableException(Throwable cause) {
        super("queue not available", cause);
    }
}
