package dev.postseal.enforcement;

import dev.postseal.mail.EnhancedStatus;
import dev.postseal.mail.Reason;
import java.util.List;

/** What came of a handshake. */
public sealed interface HandshakeOutcome {
    /**
     * Keys are agreed.
     *
     * @param notes things worth telling that changed nothing ({@code tls.sni-not-recognised})
     */
    record Established(TlsSession session, List<Reason> notes) implements HandshakeOutcome {
        public Established {
            notes = List.copyOf(notes);
        }
    }

    /** No TLS session came about; the wire is closed. Under {@link Requirement.Opportunistic} plaintext may follow later. */
    record Failed(EnhancedStatus status, Reason reason) implements HandshakeOutcome {}

    /**
     * This engine cannot do what is required ({@code engine.cannot-…}); nothing was sent. Defer; never go on with less,
     * not even at {@link Requirement.Opportunistic}.
     */
    record NotEnforceable(EnhancedStatus status, Reason reason) implements HandshakeOutcome {}
}
