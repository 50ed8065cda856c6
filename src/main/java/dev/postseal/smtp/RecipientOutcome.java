package dev.postseal.smtp;

import dev.postseal.mail.Reason;
import dev.postseal.mail.SmtpReply;

/** What became of one recipient in one transaction. */
public sealed interface RecipientOutcome {
    /** The server has taken responsibility: this is its answer to the final dot. */
    record Accepted(SmtpReply reply) implements RecipientOutcome {}

    /** The server refused by a 4xx or 5xx answer to the command of that phase; the session can go on. */
    record Refused(Phase phase, SmtpReply reply) implements RecipientOutcome {}

    /**
     * We did not ask the server: it cannot take such a message (5.6.7 no SMTPUTF8, 5.3.4 above its SIZE limit). The
     * session can go on.
     */
    record Unsuitable(dev.postseal.mail.EnhancedStatus status, Reason reason) implements RecipientOutcome {}

    /** The session ended before the server answered; it is closed. */
    record Failed(SmtpFailure failure) implements RecipientOutcome {}
}
