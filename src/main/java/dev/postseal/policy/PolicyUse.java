package dev.postseal.policy;

import java.time.Instant;

/**
 * The last attempt to deliver that was made under an entry. It tells nothing of a Postfix that reads the entries itself.
 *
 * @param at when the attempt began
 * @param outcome as the API writes it: "delivered", "deferred" or "bounced"
 * @param delivery whose attempt it was; it may have been cleared away since
 * @param failing mail did not get through, rather than that a server refused a recipient for good
 */
public record PolicyUse(Instant at, String outcome, long delivery, boolean failing) {}
