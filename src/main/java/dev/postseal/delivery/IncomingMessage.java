package dev.postseal.delivery;

import dev.postseal.mail.EmailAddress;
import dev.postseal.mail.ReversePath;
import java.io.InputStream;
import java.util.List;

/**
 * A message that someone wants to hand to us.
 *
 * @param recipients at least one; the same mailbox twice gets one delivery
 * @param content the message (RFC 5322), read once to its end, at the sender's pace. Bare line feeds become CR LF, other
 *     stray carriage returns become blanks, a missing last line end is added
 * @param smtpUtf8 whether the sender declared SMTPUTF8
 */
public record IncomingMessage(
        ReversePath from, List<EmailAddress> recipients, InputStream content, boolean smtpUtf8, Origin origin) {
    public IncomingMessage {
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("a message without recipients");
        }
    }
}
