package dev.postseal.smtp;

import dev.postseal.mail.SmtpReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * One SMTP client session over one TCP connection (RFC 5321), in blocking calls for one virtual thread. Every call ends
 * in bounded time with a reply or a {@link SmtpException}, after which the connection is closed. Knows no policy: it
 * does NOT decide whether TLS is needed or whether a peer is the right one.
 *
 * <p>A message with 8-bit content is sent as it is to a server that does not announce 8BITMIME, as Postfix does with
 * {@code disable_mime_output_conversion=yes}: converting would break signatures, and servers that cannot take it are
 * hard to find.
 */
public final class SmtpConnection implements AutoCloseable {
    private static final Duration GATED = Duration.ofSeconds(1);

    private final Wire wire;
    private final SmtpTimeouts timeouts;
    private final Transcript transcript = new Transcript();
    private ReplyReader replies;
    private OutputStream output;
    private Extensions extensions = Extensions.NONE;

    private SmtpConnection(Wire wire, SmtpTimeouts timeouts) {
        this.wire = wire;
        this.timeouts = timeouts;
        this.replies = new ReplyReader(wire.input());
        this.output = wire.output();
    }

    /**
     * @throws SmtpException {@link SmtpFailure.ConnectFailed}
     */
    public static SmtpConnection connect(InetSocketAddress address, SmtpTimeouts timeouts) throws SmtpException {
        try {
            return new SmtpConnection(Wire.connect(address, timeouts.connect()), timeouts);
        } catch (IOException e) {
            throw new SmtpException(connectFailure(e, address));
        }
    }

    /** Waits for the server's first reply. A 4xx or 5xx greeting is returned: QUIT and try the next host. */
    public SmtpReply greeting() throws SmtpException {
        return notIntermediate(Phase.GREETING, readReply(Phase.GREETING));
    }

    /** Sends EHLO, and HELO when EHLO is refused by anything but 421, as Postfix does. */
    public Hello hello(String name) throws SmtpException {
        extensions = Extensions.NONE;
        SmtpReply reply = notIntermediate(Phase.EHLO, command(Phase.EHLO, "EHLO " + name));
        if (reply.code() < 300) {
            extensions = Extensions.parse(reply);
            return new Hello.Accepted(reply, extensions, true);
        }
        if (reply.code() == 421) {
            return new Hello.Rejected(reply);
        }
        reply = notIntermediate(Phase.HELO, command(Phase.HELO, "HELO " + name));
        return reply.code() < 300 ? new Hello.Accepted(reply, extensions, false) : new Hello.Rejected(reply);
    }

    /**
     * Sends STARTTLS. After a 220 reply the caller makes the handshake over {@link #wire()}, which remembers when bytes
     * stood behind the reply and must then be refused ({@link Wire#hasEarlyInput}), and calls {@link #switchTo}. After
     * another reply the session can go on in plaintext.
     *
     * @param gate asked as the command goes out
     */
    public SmtpReply startTls(CommandGate gate) throws SmtpException, GateClosedException {
        sendLines(Phase.STARTTLS, List.of("STARTTLS"), gate);
        SmtpReply reply = notIntermediate(Phase.STARTTLS, readReply(Phase.STARTTLS));
        if (replies.hasBuffered()) {
            wire.markEarlyInput();
        }
        return reply;
    }

    /** The raw connection, for the handshake. */
    public Wire wire() {
        return wire;
    }

    /**
     * Goes on over these streams; what was heard before, extensions above all, is forgotten. Say EHLO next.
     *
     * @param note for the transcript
     */
    public void switchTo(InputStream secureInput, OutputStream secureOutput, String note) {
        replies = new ReplyReader(secureInput);
        output = secureOutput;
        extensions = Extensions.NONE;
        transcript.note(note);
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
        return new Transaction(this, envelope, message, gate).run();
    }

    /** Forgets what was said so far: what follows belongs to another message. */
    public void startTranscript(String note) {
        transcript.clear();
        transcript.note(note);
    }

    /** Sends RSET, which ends a transaction that was begun. */
    public SmtpReply reset() throws SmtpException {
        return command(Phase.RSET, "RSET");
    }

    /** Sends QUIT and closes without waiting for the answer, as Postfix does; never throws. */
    public void quit() {
        if (!isClosed()) {
            try {
                wire.deadline(
                        Duration.ofSeconds(2).compareTo(timeouts.command()) < 0
                                ? Duration.ofSeconds(2)
                                : timeouts.command());
                transcript.sent("QUIT");
                write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // The server left first.
            }
        }
        close();
    }

    /** Whether the connection is closed, by us or after a failure. */
    public boolean isClosed() {
        return wire.isClosed();
    }

    /** Commands and replies so far, without the message; the oldest lines are dropped beyond 200. */
    public List<TranscriptLine> transcript() {
        return transcript.lines();
    }

    /** Closes without QUIT; never throws. */
    @Override
    public void close() {
        if (isClosed()) {
            return;
        }
        try {
            wire.deadline(Duration.ofSeconds(2));
            output.close();
        } catch (IOException e) {
            // A farewell that nobody hears.
        }
        wire.close();
    }

    SmtpReply command(Phase phase, String line) throws SmtpException {
        sendLines(phase, List.of(line));
        return readReply(phase);
    }

    void sendLines(Phase phase, List<String> lines) throws SmtpException {
        try {
            sendLines(phase, lines, CommandGate.OPEN);
        } catch (GateClosedException e) {
            throw new IllegalStateException("an open gate does not close", e);
        }
    }

    /** Sends command lines in one piece, if the gate lets them pass. */
    void sendLines(Phase phase, List<String> lines, CommandGate gate) throws SmtpException, GateClosedException {
        if (lines.stream().anyMatch(line -> line.indexOf('\r') >= 0 || line.indexOf('\n') >= 0)) {
            throw new IllegalArgumentException("a command of more than one line");
        }
        var bytes = (String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8);
        try {
            boolean passed = gate.pass(() -> {
                // While a gate is passed, changes of policy wait: nothing may hold it long.
                wire.deadline(gate == CommandGate.OPEN ? timeouts.command() : GATED);
                lines.forEach(transcript::sent);
                write(bytes);
            });
            if (!passed) {
                throw new GateClosedException();
            }
        } catch (GateClosedException e) {
            throw e;
        } catch (IOException e) {
            throw failed(phase, e);
        }
    }

    SmtpReply readReply(Phase phase) throws SmtpException {
        wire.deadline(timeouts.command());
        try {
            SmtpReply reply = replies.read();
            transcript.received(reply);
            return reply;
        } catch (ReplyReader.Malformed e) {
            throw closed(e.at(phase));
        } catch (IOException e) {
            throw failed(phase, e);
        }
    }

    /** Streams the message and its final dot; each piece has the command timeout to be taken. */
    void sendBody(MessageSource message) throws SmtpException {
        try (InputStream input = message.open()) {
            long bytes = new BodyWriter(new Paced()).write(input);
            transcript.note(bytes + " bytes");
        } catch (BodyWriter.SourceException e) {
            throw closed(new SmtpFailure.SourceFailed(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            throw failed(Phase.BODY, e);
        }
        sendLines(Phase.END_OF_DATA, List.of("."));
    }

    private void write(byte[] bytes) throws IOException {
        output.write(bytes);
        output.flush();
    }

    /** Only DATA has an answer of 3xx. */
    private SmtpReply notIntermediate(Phase phase, SmtpReply reply) throws SmtpException {
        if (reply.code() / 100 == 3) {
            throw unexpected(phase, reply);
        }
        return reply;
    }

    /** A reply that is good SMTP and no answer to what was asked. */
    SmtpException unexpected(Phase phase, SmtpReply reply) {
        return closed(new SmtpFailure.ProtocolError(phase, "unexpected-reply", reply.toString()));
    }

    private SmtpException failed(Phase phase, IOException cause) {
        return closed(
                cause instanceof SocketTimeoutException
                        ? new SmtpFailure.TimedOut(phase)
                        : new SmtpFailure.ConnectionLost(phase));
    }

    private SmtpException closed(SmtpFailure failure) {
        transcript.note(failure.reason().code());
        wire.close();
        return new SmtpException(failure);
    }

    private static SmtpFailure connectFailure(IOException e, InetSocketAddress address) {
        String where = address.getAddress().getHostAddress() + ":" + address.getPort();
        return new SmtpFailure.ConnectFailed(cause(e), where);
    }

    private static SmtpFailure.ConnectFailed.Cause cause(IOException e) {
        String message = String.valueOf(e.getMessage());
        return switch (e) {
            case SocketTimeoutException ignored -> SmtpFailure.ConnectFailed.Cause.TIMED_OUT;
            case NoRouteToHostException ignored -> SmtpFailure.ConnectFailed.Cause.UNREACHABLE;
            case ConnectException ignored -> refusedOrTimedOut(message);
            default -> SmtpFailure.ConnectFailed.Cause.OTHER;
        };
    }

    /** The JDK has one exception for several of the system's errors, told apart by their text only. */
    private static SmtpFailure.ConnectFailed.Cause refusedOrTimedOut(String message) {
        if (message.contains("refused")) {
            return SmtpFailure.ConnectFailed.Cause.REFUSED;
        }
        return message.contains("timed out")
                ? SmtpFailure.ConnectFailed.Cause.TIMED_OUT
                : SmtpFailure.ConnectFailed.Cause.OTHER;
    }

    /** The session's output, each write with a deadline of its own. */
    private final class Paced extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            wire.deadline(timeouts.command());
            output.write(bytes, offset, length);
            output.flush();
        }
    }
}
