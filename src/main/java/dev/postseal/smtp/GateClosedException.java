package dev.postseal.smtp;

import java.io.IOException;

/** The {@link CommandGate} let a command not pass: nothing of it was sent, the session stands where it stood. */
public final class GateClosedException extends IOException {
    private static final long serialVersionUID = 1L;

    public GateClosedException() {
        super("no longer permitted");
    }
}
