package dev.postseal.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All facts of one attempt for one recipient, as a {@link MessageCarrier} found them. The queue adds its number and the
 * node.
 *
 * @param mxHost the host that settled the attempt; null for a failure before any host was known (DNS, policy)
 * @param address null when no connection was tried
 * @param port null when no connection was tried
 * @param policy null when the attempt failed before a policy was found
 * @param tls null unless a handshake was completed
 * @param tried hosts before the one that settled it
 * @param transcript the dialogue with the server, one line each, without the message; may be empty
 */
public record AttemptRecord(
        Instant startedAt,
        Duration duration,
        @Nullable String mxHost,
        @Nullable String address,
        @Nullable Integer port,
        @Nullable AppliedPolicy policy,
        @Nullable TlsRecord tls,
        DeliveryOutcome outcome,
        List<TriedHost> tried,
        String transcript) {
    public AttemptRecord {
        tried = List.copyOf(tried);
    }

    /** The same outcome without what servers said of themselves, should the database not take that. */
    AttemptRecord withoutFacts() {
        return new AttemptRecord(startedAt, duration, mxHost, address, port, policy, null, outcome, List.of(), "");
    }

    /** An attempt that failed before any host was known. */
    public static AttemptRecord withoutHost(
            Instant startedAt, Duration duration, @Nullable AppliedPolicy policy, DeliveryOutcome outcome) {
        return new AttemptRecord(startedAt, duration, null, null, null, policy, null, outcome, List.of(), "");
    }
}
