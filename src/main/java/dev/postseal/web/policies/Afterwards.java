package dev.postseal.web.policies;

import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.Thereafter;

/**
 * What is to apply once an entry that is being changed has come to its end: what it says now, or said before an override that
 * it is under; or else nothing of its own.
 *
 * @param stored whether it is under an override already
 * @param back whether the former demand comes back
 */
record Afterwards(Thereafter former, boolean stored, boolean back) {
    /** By which the page knows whether this is what it shows. */
    public String shown() {
        return former.line() + (stored ? " *" : "");
    }

    PolicyDraft into(PolicyDraft draft) {
        return back ? draft.followedBy(former.draft()) : draft;
    }
}
