package dev.postseal.delivery;

import dev.postseal.enforcement.HostFacts;
import dev.postseal.enforcement.OpenSession;
import dev.postseal.lookup.Decision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session that has carried a message and may carry another one, as long as it would be opened just so again.
 *
 * @param host what was known of the host
 * @param decision under which it was opened
 * @param validUntil when the DNS answers end on which its proof rests; null: they play no part
 */
record KeptSession(
        OpenSession session,
        Decision decision,
        HostFacts host,
        Trial.Endpoint endpoint,
        AppliedPolicy policy,
        @Nullable Instant validUntil,
        Instant openedAt,
        int messages) {

    boolean isFor(Decision wanted, Instant now) {
        return decision.agreesWith(wanted) && (validUntil == null || now.isBefore(validUntil));
    }

    /** The same session for a decision that agrees with its own and was made later. */
    KeptSession under(Decision later) {
        AppliedPolicy applied = policy.onKeptSession(later.revision());
        return new KeptSession(session, later, host, endpoint, applied, validUntil, openedAt, messages);
    }

    KeptSession afterMessage() {
        return new KeptSession(session, decision, host, endpoint, policy, validUntil, openedAt, messages + 1);
    }
}
