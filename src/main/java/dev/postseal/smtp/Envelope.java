package dev.postseal.smtp;

import dev.postseal.mail.EmailAddress;
import dev.postseal.mail.ReversePath;
import java.util.List;

/**
 * Who sends one message to whom in one transaction.
 *
 * @param size of the message in bytes, for the SIZE parameter; 0: not known
 * @param eightBit whether the message has bytes above 127; BODY=8BITMIME is then asked for where it is offered
 * @param utf8 whether the header section needs SMTPUTF8 (RFC 6531); addresses are looked at besides
 */
public record Envelope(ReversePath sender, List<EmailAddress> recipients, long size, boolean eightBit, boolean utf8) {
    public Envelope {
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("no recipient");
        }
    }

    boolean needsUtf8() {
        var address = sender.address();
        return utf8
                || (address != null && address.needsUtf8())
                || recipients.stream().anyMatch(EmailAddress::needsUtf8);
    }
}
