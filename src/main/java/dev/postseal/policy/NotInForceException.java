package dev.postseal.policy;

/** A change was stored, but this node could not confirm that it decides by it already. */
public final class NotInForceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotInForceException(Throwable cause) {
        super("stored, but not yet confirmed to be in force on this node", cause);
    }
}
