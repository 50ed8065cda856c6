package dev.postseal.enforcement;

import dev.postseal.mail.EnhancedStatus;
import dev.postseal.mail.Reason;
import dev.postseal.mail.SmtpReply;
import dev.postseal.smtp.CommandGate;
import dev.postseal.smtp.GateClosedException;
import dev.postseal.smtp.Hello;
import dev.postseal.smtp.SmtpConnection;
import dev.postseal.smtp.SmtpException;
import dev.postseal.smtp.SmtpTimeouts;
import dev.postseal.smtp.TranscriptLine;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Opens SMTP sessions that are what a policy requires, in the order of Postfix's {@code smtp_helo()}: connect, greeting,
 * EHLO, STARTTLS, handshake, verdict, EHLO again. Delivery and probes both come this way.
 */
public final class SessionOpener {
    private final TlsEngine engine;
    private final SmtpTimeouts timeouts;
    private final Duration tlsTimeout;
    private final String helloName;

    /**
     * @param tlsTimeout for STARTTLS with its whole handshake
     * @param helloName our name in EHLO
     */
    public SessionOpener(TlsEngine engine, SmtpTimeouts timeouts, Duration tlsTimeout, String helloName) {
        this.engine = engine;
        this.timeouts = timeouts;
        this.tlsTimeout = tlsTimeout;
        this.helloName = helloName;
    }

    /**
     * Blocks, within the timeouts.
     *
     * @param host the host's name, for reasons
     * @param gate asked when STARTTLS goes out
     */
    public Opening open(InetSocketAddress address, String host, Requirement requirement, CommandGate gate) {
        SmtpConnection connection;
        try {
            connection = SmtpConnection.connect(address, timeouts);
        } catch (SmtpException e) {
            return failed(e, null, List.of());
        }
        return new Opener(connection, host, requirement, gate).open();
    }

    /** Whether the session is still what this requires, as if it were opened now. */
    public boolean stillMeets(OpenSession session, Requirement requirement) {
        return session.grounds().equals(engine.grounds(requirement));
    }

    private static Opening failed(SmtpException e, @Nullable TlsFacts tls, List<TranscriptLine> transcript) {
        return new Opening.Failed(e.failure().status(), e.failure().reason(), null, tls, tls != null, transcript);
    }

    /** One opening; keeps what its steps share. */
    private final class Opener {
        private final SmtpConnection connection;
        private final String host;
        private final Requirement requirement;
        private final CommandGate gate;
        private @Nullable TlsFacts tls;
        private @Nullable Grounds grounds;
        private List<Reason> notes = List.of();

        Opener(SmtpConnection connection, String host, Requirement requirement, CommandGate gate) {
            this.connection = connection;
            this.host = host;
            this.requirement = requirement;
            this.gate = gate;
        }

        Opening open() {
            try {
                SmtpReply greeting = connection.greeting();
                return greeting.isPositive()
                        ? hello()
                        : refused("smtp.greeting-refused", greeting, transientStatus(greeting));
            } catch (SmtpException e) {
                return failed(e, tls, connection.transcript());
            } catch (GateClosedException e) {
                connection.quit();
                return new Opening.Superseded();
            } catch (RuntimeException e) {
                connection.close();
                throw e;
            }
        }

        private Opening hello() throws SmtpException, GateClosedException {
            return switch (connection.hello(helloName)) {
                case Hello.Rejected rejected ->
                    refused("smtp.hello-refused", rejected.reply(), status(rejected.reply(), "5.0.0"));
                case Hello.Accepted accepted -> tls == null ? secure() : ready();
            };
        }

        private Opening secure() throws SmtpException, GateClosedException {
            return switch (requirement) {
                case Requirement.Plaintext plaintext -> ready();
                case Requirement.Tls wanted ->
                    connection.extensions().startTls()
                            ? startTls(wanted)
                            : inPlaintext(StartTls.notOffered(requirement, host), null);
            };
        }

        private Opening startTls(Requirement.Tls wanted) throws SmtpException, GateClosedException {
            long begun = System.nanoTime();
            SmtpReply reply = connection.startTls(gate, tlsTimeout);
            return reply.isPositive()
                    ? handshake(wanted, tlsTimeout.minusNanos(System.nanoTime() - begun))
                    : inPlaintext(StartTls.refused(requirement, host, reply), reply);
        }

        private Opening inPlaintext(StartTls consequence, @Nullable SmtpReply reply) {
            return switch (consequence) {
                case StartTls.GoOnInPlaintext goOn -> ready();
                case StartTls.GiveUp giveUp -> {
                    connection.quit();
                    yield new Opening.Failed(
                            giveUp.status(), giveUp.reason(), reply, null, false, connection.transcript());
                }
            };
        }

        /**
         * @param within what STARTTLS has left over; when that is nothing the engine ends at once
         */
        private Opening handshake(Requirement.Tls wanted, Duration within) throws SmtpException, GateClosedException {
            return switch (engine.connect(connection.wire(), wanted, within)) {
                case HandshakeOutcome.Failed broken -> closed(broken.status(), broken.reason(), true);
                case HandshakeOutcome.NotEnforceable not -> closed(not.status(), not.reason(), false);
                case HandshakeOutcome.Established established -> judge(established);
            };
        }

        private Opening judge(HandshakeOutcome.Established established) throws SmtpException, GateClosedException {
            TlsSession session = established.session();
            tls = session.facts();
            grounds = session.grounds();
            notes = established.notes();
            connection.switchTo(session.input(), session.output(), transcriptNote(tls));
            return switch (session.verdict()) {
                case Verdict.Satisfied satisfied -> hello();
                case Verdict.NotProven not -> {
                    connection.quit();
                    yield new Opening.Failed(not.status(), not.reason(), null, tls, false, connection.transcript());
                }
            };
        }

        private Opening ready() {
            Grounds rest = grounds == null ? engine.grounds(requirement) : grounds;
            return new Opening.Ready(new OpenSession(connection, tls, notes, rest));
        }

        private String transcriptNote(TlsFacts facts) {
            return Stream.concat(
                            Stream.of(facts.version() + " " + facts.cipher()),
                            notes.stream().map(Reason::code))
                    .collect(Collectors.joining(", "));
        }

        private Opening closed(EnhancedStatus status, Reason reason, boolean tlsBroke) {
            connection.close();
            return new Opening.Failed(status, reason, null, null, tlsBroke, connection.transcript());
        }

        private Opening refused(String code, SmtpReply reply, EnhancedStatus status) {
            connection.quit();
            return new Opening.Failed(status, Reason.of(code, host, reply), reply, tls, false, connection.transcript());
        }
    }

    /** A greeting of 5xx counts as transient ({@code smtp_skip_5xx_greeting}): the next host may be willing. */
    private static EnhancedStatus transientStatus(SmtpReply reply) {
        return status(reply, "4.0.0").withClass(4);
    }

    private static EnhancedStatus status(SmtpReply reply, String otherwise) {
        return reply.enhanced().orElse(EnhancedStatus.of(otherwise).withClass(reply.isTransient() ? 4 : 5));
    }
}
