package dev.postseal.enforcement;

import dev.postseal.smtp.Wire;
import java.time.Duration;
import java.util.Set;

/** The one seam behind which a TLS implementation stands. */
public interface TlsEngine {
    /**
     * Makes a handshake as the client over a wire that stands right behind the server's 220.
     *
     * @param within for the whole handshake, however slowly the server dribbles
     */
    HandshakeOutcome connect(Wire wire, Requirement.Tls requirement, Duration within);

    /** What it can enforce. */
    Set<Capability> capabilities();
}
