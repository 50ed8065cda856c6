package dev.postseal.inbound;

import dev.postseal.mail.EmailAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client has said so far: its name, and the sender and recipients of the message it is about to send. */
final class Envelope {
    /** RFC 5321 section 4.5.3.1.8 asks for 100 at least; Postfix's smtpd_recipient_limit. */
    static final int MAX_RECIPIENTS = 1_000;

    private Command.@Nullable Hello hello;
    private Command.@Nullable Mail mail;
    private final List<EmailAddress> recipients = new ArrayList<>();
    private boolean refusedAny;

    void hello(Command.Hello said) {
        hello = said;
        reset();
    }

    void reset() {
        mail = null;
        recipients.clear();
        refusedAny = false;
    }

    void mail(Command.Mail said) {
        mail = said;
    }

    void recipient(EmailAddress address) {
        recipients.add(address);
    }

    void refused() {
        refusedAny = true;
    }

    Command.@Nullable Hello hello() {
        return hello;
    }

    Command.@Nullable Mail mail() {
        return mail;
    }

    List<EmailAddress> recipients() {
        return List.copyOf(recipients);
    }

    boolean isFull() {
        return recipients.size() >= MAX_RECIPIENTS;
    }

    boolean refusedAny() {
        return refusedAny;
    }
}
