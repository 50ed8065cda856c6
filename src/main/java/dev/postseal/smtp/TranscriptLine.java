package dev.postseal.smtp;

/**
 * One line of a session, without line end and in printable form; never a line of the message.
 *
 * @param direction who spoke
 */
public record TranscriptLine(Direction direction, String text) {
    /** Who spoke; {@link #NOTE} is ours, about what cannot be shown as a line (TLS, the message's bytes). */
    public enum Direction {
        SENT,
        RECEIVED,
        NOTE
    }
}
