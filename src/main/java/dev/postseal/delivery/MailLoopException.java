package dev.postseal.delivery;

/** A message has passed so many hosts that it must be going round in circles; to be refused with 5.4.6. */
public final class MailLoopException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MailLoopException(int hops) {
        super("message with " + hops + " Received fields");
    }
}
