package dev.postseal.smtp;

import dev.postseal.mail.SmtpReply;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * One SMTP client session over one TCP connection (RFC 5321), in blocking calls for one virtual thread. Every call ends
 * in bounded time with a reply or a {@link SmtpException}, after which the connection is closed. Knows no policy: it
 * does NOT decide whether TLS is needed or whether a peer is the right one.
 */
public final class SmtpConnection implements AutoCloseable {
    private SmtpConnection() {}

    /**
     * @throws SmtpException {@link SmtpFailure.ConnectFailed}
     */
    public static SmtpConnection connect(InetSocketAddress address, SmtpTimeouts timeouts) throws SmtpException {
        throw new UnsupportedOperationException();
    }

    /** Waits for the server's first reply. A 4xx or 5xx greeting is returned: QUIT and try the next host. */
    public SmtpReply greeting() throws SmtpException {
        throw new UnsupportedOperationException();
    }

    /** Sends EHLO, and HELO when EHLO is refused (before TLS only: whoever offered STARTTLS speaks EHLO). */
    public Hello hello(String name) throws SmtpException {
        throw new UnsupportedOperationException();
    }

    /**
     * Sends STARTTLS. After a 220 reply the caller makes the handshake over {@link #wire()} and calls {@link #switchTo}.
     *
     * @throws SmtpException {@code smtp.starttls-injection} when bytes stand behind the reply (CVE-2011-0411)
     */
    public SmtpReply startTls(CommandGate gate) throws SmtpException, GateClosedException {
        throw new UnsupportedOperationException();
    }

    /** The raw connection, for the handshake. */
    public Wire wire() {
        throw new UnsupportedOperationException();
    }

    /** Goes on over these streams; what was heard before, extensions above all, is forgotten. Say EHLO next. */
    public void switchTo(InputStream input, OutputStream output, String note) {
        throw new UnsupportedOperationException();
    }

    /** What the server announced in its last EHLO. */
    public Extensions extensions() {
        throw new UnsupportedOperationException();
    }

    /** Sends one message: MAIL, RCPT for each recipient, DATA, the message; in one go where PIPELINING is offered. */
    public TransactionResult send(Envelope envelope, MessageSource message, CommandGate gate)
            throws GateClosedException {
        throw new UnsupportedOperationException();
    }

    /** Sends RSET. A kept session is asked so before it is used again. */
    public SmtpReply reset() throws SmtpException {
        throw new UnsupportedOperationException();
    }

    /** Sends QUIT, waits shortly for its answer and closes; never throws. */
    public void quit() {
        throw new UnsupportedOperationException();
    }

    /** Whether the connection is closed, by us or after a failure. */
    public boolean isClosed() {
        throw new UnsupportedOperationException();
    }

    /** Commands and replies so far, without the message; the oldest lines are dropped beyond 200. */
    public List<TranscriptLine> transcript() {
        throw new UnsupportedOperationException();
    }

    /** Closes without QUIT; never throws. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
