package dev.postseal.enforcement;

import dev.postseal.mail.EnhancedStatus;
import dev.postseal.mail.Reason;
import dev.postseal.mail.SmtpReply;

/** What follows when STARTTLS cannot even begin (smtp_proto.c, smtp_start_tls). */
public sealed interface StartTls {
    /** Go on in plaintext at once. */
    record GoOnInPlaintext() implements StartTls {}

    /** QUIT; a class 4 status: next host, then defer; class 5: bounce (as Postfix does on 5xx to STARTTLS). */
    record GiveUp(EnhancedStatus status, Reason reason) implements StartTls {}

    /** The server does not offer STARTTLS: plaintext, or 4.7.4. */
    static StartTls notOffered(Requirement requirement, String host) {
        return requirement.mandatory()
                ? new GiveUp(EnhancedStatus.of("4.7.4"), Reason.of("tls.not-offered", host))
                : new GoOnInPlaintext();
    }

    /** The server answered STARTTLS with 4xx or 5xx: plaintext, or the reply's own status. */
    static StartTls refused(Requirement requirement, String host, SmtpReply reply) {
        if (!requirement.mandatory()) {
            return new GoOnInPlaintext();
        }
        var status = reply.enhanced().orElse(EnhancedStatus.of(reply.isPermanent() ? "5.7.0" : "4.7.0"));
        return new GiveUp(status, Reason.of("tls.refused", host, reply));
    }
}
