package dev.postseal.policy;

import java.util.List;

/**
 * Published once for an import, inside the transaction that makes it, in place of a {@link PolicyChange} for each entry: a
 * million of those are better left where they are. A listener's own writes stand or fall with the import.
 *
 * @param actor who did it
 * @param changes what stands behind {@code from} in a query, with the tables {@code before}, whose columns are null where
 *     there was no entry, and {@code after}, both with the columns of {@code policy_entry}; of use only while the event is
 *     heard
 * @param parameters of that query, in their order
 */
public record PolicyBatch(long created, long updated, String actor, String changes, List<Object> parameters) {
    public PolicyBatch {
        parameters = List.copyOf(parameters);
    }
}
