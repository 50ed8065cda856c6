package dev.postseal.smtp;

import java.util.List;

/**
 * What became of each recipient.
 *
 * @param outcomes in the order of the envelope's recipients
 * @param reusable whether another transaction may be tried on this connection
 */
public record TransactionResult(List<RecipientOutcome> outcomes, boolean reusable) {
    public TransactionResult {
        outcomes = List.copyOf(outcomes);
    }
}
