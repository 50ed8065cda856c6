package dev.postseal.smtp;

import java.io.IOException;

/**
 * Asked at the moment a command goes out that begins something: STARTTLS, and MAIL for each message. Lets the session's
 * owner take back a decision that was overtaken while the session waited for the server.
 */
@FunctionalInterface
public interface CommandGate {
    /** Everything may be sent. */
    CommandGate OPEN = transmission -> {
        transmission.send();
        return true;
    };

    /** Puts the command on the wire. */
    @FunctionalInterface
    interface Transmission {
        void send() throws IOException;
    }

    /** Sends and returns true, or returns false and has sent nothing. */
    boolean pass(Transmission transmission) throws IOException;
}
