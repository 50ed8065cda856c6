package dev.postseal.enforcement;

import dev.postseal.mail.Reason;
import dev.postseal.smtp.SmtpConnection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP session that is what the policy requires: a message may be sent on it.
 *
 * @param tls null on a session in plaintext
 * @param notes what is worth telling and changed nothing
 * @param grounds on which it is what the policy requires
 */
public record OpenSession(
        SmtpConnection connection, @Nullable TlsFacts tls, List<Reason> notes, Grounds grounds) {
    public OpenSession {
        notes = List.copyOf(notes);
    }
}
