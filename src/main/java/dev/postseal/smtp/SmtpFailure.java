package dev.postseal.smtp;

import dev.postseal.mail.EnhancedStatus;
import dev.postseal.mail.Reason;

/**
 * Why a session ended that the server did not end by a reply. Each is transient: the next host may be tried, and then
 * the message waits. It does NOT say whether a message whose final dot was sent has been accepted.
 */
public sealed interface SmtpFailure {
    /** Where the session stood. */
    Phase phase();

    /** For the administrator; keys {@code connect.*} and {@code smtp.*}. */
    Reason reason();

    /** As Postfix reports it. */
    EnhancedStatus status();

    /** No TCP connection: refused, no route, or no answer within the connect timeout. */
    record ConnectFailed(Cause cause, String detail) implements SmtpFailure {
        /** What the network said. */
        public enum Cause {
            REFUSED("connect.refused"),
            TIMED_OUT("connect.timeout"),
            UNREACHABLE("connect.unreachable"),
            OTHER("connect.failed");

            private final String code;

            Cause(String code) {
                this.code = code;
            }
        }

        @Override
        public Phase phase() {
            return Phase.CONNECT;
        }

        @Override
        public Reason reason() {
            return Reason.of(cause.code, detail);
        }

        @Override
        public EnhancedStatus status() {
            return EnhancedStatus.of("4.4.1");
        }
    }

    /** The time for one command, one reply or one piece of the message was used up. */
    record TimedOut(Phase phase) implements SmtpFailure {
        @Override
        public Reason reason() {
            return Reason.of("smtp.timeout", phase.text());
        }

        @Override
        public EnhancedStatus status() {
            return EnhancedStatus.of("4.4.2");
        }
    }

    /** The server or the network ended the connection. */
    record ConnectionLost(Phase phase) implements SmtpFailure {
        @Override
        public Reason reason() {
            return Reason.of("smtp.connection-lost", phase.text());
        }

        @Override
        public EnhancedStatus status() {
            return EnhancedStatus.of("4.4.2");
        }
    }

    /**
     * What came is not SMTP: a reply without a code, changing codes within one reply, too long a line, too many lines,
     * or bytes that came before they were asked for.
     *
     * @param violation stable key of the rule that was broken, part of the reason's key: {@code smtp.<violation>}
     * @param excerpt the offending line, printable and shortened
     */
    record ProtocolError(Phase phase, String violation, String excerpt) implements SmtpFailure {
        @Override
        public Reason reason() {
            return Reason.of("smtp." + violation, phase.text(), excerpt);
        }

        @Override
        public EnhancedStatus status() {
            return EnhancedStatus.of("4.5.0");
        }
    }

    /** Our own side stopped: the message could not be read from its store. */
    record SourceFailed(String detail) implements SmtpFailure {
        @Override
        public Phase phase() {
            return Phase.BODY;
        }

        @Override
        public Reason reason() {
            return Reason.of("smtp.source-failed", detail);
        }

        @Override
        public EnhancedStatus status() {
            return EnhancedStatus.of("4.3.0");
        }
    }
}
