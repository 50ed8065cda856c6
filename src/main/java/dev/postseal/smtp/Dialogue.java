package dev.postseal.smtp;

import dev.postseal.mail.SmtpReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Lines out, replies in, each within its time, all of it noted. Any failure closes the connection and says where the
 * session stood. Knows no commands.
 */
final class Dialogue {
    private static final Duration GATED = Duration.ofSeconds(1);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Wire wire;
    private final Duration patience;
    private final Transcript transcript = new Transcript();
    private ReplyReader replies;
    private OutputStream output;

    /**
     * @param patience for each reply, and for each piece that the server has to take
     */
    Dialogue(Wire wire, Duration patience) {
        this.wire = wire;
        this.patience = patience;
        this.replies = new ReplyReader(wire.input());
        this.output = wire.output();
    }

    Wire wire() {
        return wire;
    }

    Transcript transcript() {
        return transcript;
    }

    boolean isClosed() {
        return wire.isClosed();
    }

    /** Whether more was read than belonged to the last reply. */
    boolean hasUnaskedInput() {
        return replies.hasBuffered();
    }

    /** Goes on over these streams; what was read ahead is forgotten. */
    void switchTo(InputStream secureInput, OutputStream secureOutput) {
        replies = new ReplyReader(secureInput);
        output = secureOutput;
    }

    SmtpReply command(Phase phase, String line) throws SmtpException {
        send(phase, List.of(line));
        return read(phase);
    }

    void send(Phase phase, List<String> lines) throws SmtpException {
        try {
            send(phase, lines, CommandGate.OPEN);
        } catch (GateClosedException e) {
            throw new IllegalStateException("an open gate does not close", e);
        }
    }

    /** Sends command lines in one piece, if the gate lets them pass. */
    @SuppressWarnings("ReferenceEquality") // There is one gate that is always open.
    void send(Phase phase, List<String> lines, CommandGate gate) throws SmtpException, GateClosedException {
        if (lines.stream().anyMatch(line -> line.indexOf('\r') >= 0 || line.indexOf('\n') >= 0)) {
            throw new IllegalArgumentException("a command of more than one line");
        }
        var bytes = (String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8);
        try {
            boolean passed = gate.pass(() -> {
                // While a gate is passed, changes of policy wait: nothing may hold it long.
                wire.deadline(gate == CommandGate.OPEN ? patience : GATED);
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

    SmtpReply read(Phase phase) throws SmtpException {
        return read(phase, patience);
    }

    SmtpReply read(Phase phase, Duration within) throws SmtpException {
        wire.deadline(within);
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
        send(Phase.END_OF_DATA, List.of("."));
    }

    /** Says a last word to whoever still listens, and closes; never throws. */
    void leave(String lastWord) {
        if (!isClosed()) {
            try {
                wire.deadline(FAREWELL.compareTo(patience) < 0 ? FAREWELL : patience);
                transcript.sent(lastWord);
                write((lastWord + "\r\n").getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // The server left first.
            }
        }
        close();
    }

    /** Never throws. */
    void close() {
        if (isClosed()) {
            return;
        }
        try {
            wire.deadline(FAREWELL);
            output.close();
        } catch (IOException e) {
            // A farewell that nobody hears.
        }
        wire.close();
    }

    /** A reply that is good SMTP and no answer to what was asked. */
    SmtpException unexpected(Phase phase, SmtpReply reply) {
        return closed(new SmtpFailure.ProtocolError(phase, "unexpected-reply", reply.toString()));
    }

    private void write(byte[] bytes) throws IOException {
        output.write(bytes);
        output.flush();
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

    /** The session's output, each write with a deadline of its own. */
    private final class Paced extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            wire.deadline(patience);
            output.write(bytes, offset, length);
            output.flush();
        }
    }
}
