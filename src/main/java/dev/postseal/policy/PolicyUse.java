package dev.postseal.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last use of an entry: an attempt to deliver that Postseal made under it, or a question of Postfix by socketmap. It tells
 * nothing of a Postfix that reads the entries from the database or from a file, nor what Postfix did with the answer.
 *
 * @param at when the attempt began, or the question was noted (to ten seconds, and to a minute when there are many)
 * @param outcome as the API writes it: "delivered", "deferred" or "bounced"; "asked" of a question
 * @param delivery whose attempt it was; it may have been cleared away since; null of a question
 * @param failing mail did not get through, rather than that a server refused a recipient for good
 */
public record PolicyUse(
        Instant at, String outcome, @Nullable Long delivery, boolean failing) {}
