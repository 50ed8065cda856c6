package dev.postseal.smtp;

import dev.postseal.mail.SmtpReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * One SMTP client session over one TCP connection (RFC 5321), in blocking calls for one thread. Every call ends
 * in bounded time with a reply or a {@link SmtpException}, after which the connection is closed. Knows no policy: it
 * does NOT decide whether TLS is needed or whether a peer is the right one.
 *
 * <p>A message with 8-bit content is sent as it is to a server that does not announce 8BITMIME, as Postfix does with
 * {@code disable_mime_output_conversion=yes}: converting would break signatures, and servers that cannot take it are
 * hard to find.
 */
public final class SmtpConnection implements AutoCloseable {
    private final Dialogue dialogue;
    private Extensions extensions = Extensions.NONE;

    private SmtpConnection(Dialogue dialogue) {
        this.dialogue = dialogue;
    }

    /**
     * @throws SmtpException {@link SmtpFailure.ConnectFailed}
     */
    public static SmtpConnection connect(InetSocketAddress address, SmtpTimeouts timeouts) throws SmtpException {
        try {
            return new SmtpConnection(new Dialogue(Wire.connect(address, timeouts.connect()), timeouts.command()));
        } catch (IOException e) {
            throw new SmtpException(ConnectDiagnosis.of(e, address));
        }
    }

    /** Waits for the server's first reply. A 4xx or 5xx greeting is returned: QUIT and try the next host. */
    public SmtpReply greeting() throws SmtpException {
        return notIntermediate(Phase.GREETING, dialogue.read(Phase.GREETING));
    }

    /** Sends EHLO, and HELO when EHLO is refused by anything but 421, as Postfix does. */
    public Hello hello(String name) throws SmtpException {
        extensions = Extensions.NONE;
        SmtpReply reply = notIntermediate(Phase.EHLO, dialogue.command(Phase.EHLO, "EHLO " + name));
        if (reply.code() < 300) {
            extensions = Extensions.parse(reply);
            return new Hello.Accepted(reply, extensions, true);
        }
        if (reply.code() == 421) {
            return new Hello.Rejected(reply);
        }
        reply = notIntermediate(Phase.HELO, dialogue.command(Phase.HELO, "HELO " + name));
        return reply.code() < 300 ? new Hello.Accepted(reply, extensions, false) : new Hello.Rejected(reply);
    }

    /**
     * Sends STARTTLS. After a 220 reply the caller makes the handshake over {@link #wire()}, which remembers when bytes
     * stood behind the reply and must then be refused ({@link Wire#hasEarlyInput}), and calls {@link #switchTo}. After
     * another reply the session can go on in plaintext.
     *
     * @param gate asked as the command goes out
     * @param within for the reply, however it dribbles in
     */
    public SmtpReply startTls(CommandGate gate, Duration within) throws SmtpException, GateClosedException {
        dialogue.send(Phase.STARTTLS, List.of("STARTTLS"), gate);
        SmtpReply reply = notIntermediate(Phase.STARTTLS, dialogue.read(Phase.STARTTLS, within));
        if (dialogue.hasUnaskedInput()) {
            wire().markEarlyInput();
        }
        return reply;
    }

    /** The raw connection, for the handshake. */
    public Wire wire() {
        return dialogue.wire();
    }

    /**
     * Goes on over these streams; what was heard before, extensions above all, is forgotten. Say EHLO next.
     *
     * @param note for the transcript
     */
    public void switchTo(InputStream secureInput, OutputStream secureOutput, String note) {
        dialogue.switchTo(secureInput, secureOutput);
        extensions = Extensions.NONE;
        dialogue.transcript().note(note);
    }

    /** What the server announced in its last EHLO. */
    public Extensions extensions() {
        return extensions;
    }

    /**
     * Sends one message: MAIL, RCPT for each recipient, DATA, the message; in one go where PIPELINING is offered.
     *
     * @param gate asked as MAIL goes out
     * @throws GateClosedException when it let MAIL not pass; nothing was sent
     */
    public TransactionResult send(Envelope envelope, MessageSource message, CommandGate gate)
            throws GateClosedException {
        return new Transaction(dialogue, extensions, envelope, message, gate).run();
    }

    /** Forgets what was said so far: what follows belongs to another message. */
    public void startTranscript(String note) {
        dialogue.transcript().clear();
        dialogue.transcript().note(note);
    }

    /** Sends QUIT and closes without waiting for the answer, as Postfix does; never throws. */
    public void quit() {
        dialogue.leave("QUIT");
    }

    /** Whether the connection is closed, by us or after a failure. */
    public boolean isClosed() {
        return dialogue.isClosed();
    }

    /** Commands and replies so far, without the message; the oldest lines are dropped beyond 200. */
    public List<TranscriptLine> transcript() {
        return dialogue.transcript().lines();
    }

    /** Closes without QUIT; never throws. */
    @Override
    public void close() {
        dialogue.close();
    }

    /** Only DATA has an answer of 3xx. */
    private SmtpReply notIntermediate(Phase phase, SmtpReply reply) throws SmtpException {
        if (reply.code() / 100 == 3) {
            throw dialogue.unexpected(phase, reply);
        }
        return reply;
    }
}
