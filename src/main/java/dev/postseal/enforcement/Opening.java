package dev.postseal.enforcement;

import dev.postseal.mail.EnhancedStatus;
import dev.postseal.mail.Reason;
import dev.postseal.mail.SmtpReply;
import dev.postseal.smtp.TranscriptLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the attempt to open a session with one address of one host ended. */
public sealed interface Opening {
    /** Send the message. */
    record Ready(OpenSession session) implements Opening {}

    /**
     * No session, and none is open any more. A class 4 status: try the next host, none left: defer. Class 5: bounce, as
     * Postfix does when a server refuses for good what the policy requires.
     *
     * @param reply the server's reply that decided, if one did
     * @param tls what the handshake turned out to be, when it was completed
     * @param tlsBroke TLS itself failed: under {@code may} the same host may be tried in plaintext once the message has
     *     waited long enough
     */
    record Failed(
            EnhancedStatus status,
            Reason reason,
            @Nullable SmtpReply reply,
            @Nullable TlsFacts tls,
            boolean tlsBroke,
            List<TranscriptLine> transcript)
            implements Opening {
        public Failed {
            transcript = List.copyOf(transcript);
        }
    }

    /** The gate closed before anything began: decide anew. */
    record Superseded() implements Opening {}
}
