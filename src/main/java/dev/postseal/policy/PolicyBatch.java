package dev.postseal.policy;

import java.util.function.Consumer;

/**
 * Published once for an import, inside the transaction that makes it, in place of a {@link PolicyChange} for each entry: a
 * million of those would not fit into memory. A listener's own writes stand or fall with the import.
 *
 * @param actor who did it
 */
public record PolicyBatch(long created, long updated, String actor, Changes changes) {
    /** The single changes, of use only while the event is heard. */
    @FunctionalInterface
    public interface Changes {
        /** Reads them from the database one after another. */
        void forEach(Consumer<PolicyChange> consumer);
    }
}
