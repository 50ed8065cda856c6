package dev.postseal.policy;

/** How an attempt to delete an entry ended. */
public sealed interface DeleteResult {
    /** Gone, and this node no longer decides by it. */
    record Deleted(PolicyEntry entry) implements DeleteResult {}

    /** Somebody else changed the entry since the version the writer saw; nothing was deleted. */
    record Stale(PolicyEntry current) implements DeleteResult {}

    /** There is no such entry (any more). */
    record NotFound() implements DeleteResult {}
}
