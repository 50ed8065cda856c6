package dev.postseal.delivery;

import java.util.Arrays;
import java.util.Optional;

/** Where one recipient's copy of a message stands. */
public enum DeliveryState {
    /** Waits for its first attempt, or for the next one at an administrator's wish. */
    QUEUED("queued", false),
    /** A node works on it, under a lease. */
    DELIVERING("delivering", false),
    /** Failed for now; waits for its next attempt. */
    DEFERRED("deferred", false),
    /** An administrator holds it back; neither attempts nor the queue lifetime apply. */
    HELD("held", false),
    /** The next hop took responsibility. */
    DELIVERED("delivered", true),
    /** Failed for good. */
    BOUNCED("bounced", true),
    /** Failed for now until the queue lifetime was over. */
    EXPIRED("expired", true);

    private final String text;
    private final boolean terminal;

    DeliveryState(String text, boolean terminal) {
        this.text = text;
        this.terminal = terminal;
    }

    /** As the API and the database spell it. */
    public String text() {
        return text;
    }

    /** Whether nothing will happen any more. */
    public boolean isFinal() {
        return terminal;
    }

    public static Optional<DeliveryState> find(String text) {
        return Arrays.stream(values())
                .filter(state -> state.text.equalsIgnoreCase(text))
                .findFirst();
    }

    static DeliveryState of(String text) {
        return find(text).orElseThrow(() -> new IllegalArgumentException("delivery state " + text));
    }

    @Override
    public String toString() {
        return text;
    }
}
