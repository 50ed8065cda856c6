package dev.postseal.enforcement;

import dev.postseal.smtp.Wire;
import java.time.Duration;

/**
 * The one seam behind which a TLS implementation stands. One that cannot enforce what is required says so
 * ({@link HandshakeOutcome.NotEnforceable}) and sends nothing; it never does with less.
 */
public interface TlsEngine {
    /**
     * Makes a handshake as the client over a wire that stands right behind the server's 220.
     *
     * @param within for the whole handshake, however slowly the server dribbles
     */
    HandshakeOutcome connect(Wire wire, Requirement.Tls requirement, Duration within);

    /** What the verdict on a session that begins now rests on. Reads files of trust anchors that have changed. */
    Grounds grounds(Requirement requirement);
}
