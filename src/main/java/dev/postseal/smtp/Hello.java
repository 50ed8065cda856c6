package dev.postseal.smtp;

import dev.postseal.mail.SmtpReply;

/** How a server answered EHLO, or HELO after it refused EHLO. */
public sealed interface Hello {
    /** The server's last answer. */
    SmtpReply reply();

    /**
     * The session may go on.
     *
     * @param extended false when only HELO was accepted; there are no extensions then
     */
    record Accepted(SmtpReply reply, Extensions extensions, boolean extended) implements Hello {}

    /** Neither EHLO nor HELO was accepted: send QUIT and try the next host. */
    record Rejected(SmtpReply reply) implements Hello {}
}
