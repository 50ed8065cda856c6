package dev.postseal.inbound;

import dev.postseal.mail.EmailAddress;
import dev.postseal.mail.ReversePath;

/** What a client may say. */
sealed interface Command {
    /** EHLO, or HELO, which gets no extensions. */
    record Hello(String name, boolean extended) implements Command {}

    /**
     * @param size as declared, 0 when it was not
     */
    record Mail(ReversePath from, long size, boolean utf8) implements Command {}

    record Rcpt(EmailAddress to) implements Command {}

    record Data() implements Command {}

    record Rset() implements Command {}

    record Noop() implements Command {}

    record Vrfy() implements Command {}

    record Help() implements Command {}

    record Quit() implements Command {}

    /** A web browser was made to talk to us; the rest of what it says must not be taken for commands. */
    record Foreign() implements Command {}

    /** Not understood, not permitted, or wrong in itself, whatever the state of the session. */
    record Bad(Reply reply) implements Command {}
}
