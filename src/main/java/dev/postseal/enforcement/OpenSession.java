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
 */
public record OpenSession(
        SmtpConnection connection, @Nullable TlsFacts tls, List<Reason> notes) {
    public OpenSession {
        notes = List.copyOf(notes);
    }
}
