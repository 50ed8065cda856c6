package dev.postseal.database;

/**
 * Hears what is notified on a channel. Called on the one thread that serves all channels: be quick, or hand the work on.
 */
public interface NotificationListener {
    /** Somebody committed a {@code NOTIFY}, on this node or another. */
    void notified(String payload);

    /**
     * Listening has begun, or begun again after the connection was lost: whatever was notified before now has not been
     * heard. Read the current state from the database.
     */
    void missed();
}
