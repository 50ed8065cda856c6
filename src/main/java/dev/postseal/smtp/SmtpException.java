package dev.postseal.smtp;

import java.io.IOException;

/** Ends a session; the connection is closed when this is thrown. */
public final class SmtpException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient SmtpFailure failure;

    public SmtpException(SmtpFailure failure) {
        super(failure.reason().code() + " " + failure.reason().arguments());
        this.failure = failure;
    }

    /** What happened, as a value. */
    public SmtpFailure failure() {
        return failure;
    }
}
