package dev.postseal.policy;

import org.jspecify.annotations.Nullable;

/**
 * Which entries to list.
 *
 * @param search part of a target (as stored or as people read it), a reason or an owner; with fewer than three
 *     characters the beginning of a target; empty: all
 * @param policy only this level
 * @param state only entries in this state
 * @param page from 0
 * @param size 1 to {@value #MAX_SIZE}
 */
public record PolicyQuery(
        String search,
        @Nullable Level policy,
        @Nullable State state,
        int page,
        int size,
        Sort sort,
        boolean descending) {
    public static final int MAX_SIZE = 1000;

    /** What an entry is doing now. */
    public enum State {
        /** Switched on, whether expired or not. */
        ACTIVE,
        /** Switched off. */
        INACTIVE,
        /** Its time is over. */
        EXPIRED
    }

    /** What lists can be sorted by. */
    public enum Sort {
        TARGET,
        POLICY,
        UPDATED
    }

    public PolicyQuery {
        if (page < 0 || size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException("page " + page + ", size " + size);
        }
    }

    /** Another page of the same list. */
    public PolicyQuery at(int page, int size) {
        return new PolicyQuery(search, policy, state, page, size, sort, descending);
    }

    /** Everything, by target. */
    public static PolicyQuery all(int page, int size) {
        return new PolicyQuery("", null, null, page, size, Sort.TARGET, false);
    }
}
