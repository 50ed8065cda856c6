package dev.postseal.policy;

/** Whatever on this node decides by the entries and has to follow each change. */
public interface LivePolicies {
    /**
     * Returns when this node decides by every change committed before the call.
     *
     * @throws NotInForceException when that cannot be confirmed
     */
    void catchUp();
}
