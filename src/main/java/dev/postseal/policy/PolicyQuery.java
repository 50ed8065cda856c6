package dev.postseal.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which entries to list.
 *
 * @param search part of a target (as stored or as people read it), a reason or an owner; with fewer than three
 *     characters the beginning of a target; empty: all
 * @param policy only this level
 * @param state only entries in this state
 * @param owner only entries of exactly this owner; empty: all
 * @param expiry only entries whose time is over, or soon will be
 * @param use only entries of which delivery knows this
 * @param page from 0
 * @param size 1 to {@value #MAX_SIZE}
 */
public record PolicyQuery(
        String search,
        @Nullable Level policy,
        @Nullable State state,
        String owner,
        @Nullable Expiry expiry,
        @Nullable Use use,
        int page,
        int size,
        Sort sort,
        boolean descending) {
    public static final int MAX_SIZE = 1000;

    /** So long before its end an entry counts as expiring. */
    public static final Duration SOON = Duration.ofDays(14);

    /** What an entry is doing now. */
    public enum State {
        /** Switched on, whether expired or not. */
        ACTIVE,
        /** Switched off. */
        INACTIVE,
        /** Its time is over. */
        EXPIRED
    }

    /** What becomes of an entry by itself. */
    public enum Expiry {
        /** Its time is over. */
        EXPIRED,
        /** Its time ends within {@link #SOON}. */
        SOON
    }

    /** What delivery knows of an entry. */
    public enum Use {
        /** The last attempt made under it did not get through. */
        FAILING,
        /** No attempt was ever made under it. */
        NEVER
    }

    /** What lists can be sorted by. */
    public enum Sort {
        TARGET,
        POLICY,
        OWNER,
        UPDATED
    }

    public PolicyQuery {
        if (page < 0 || size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException("page " + page + ", size " + size);
        }
    }

    public PolicyQuery(
            String search,
            @Nullable Level policy,
            @Nullable State state,
            int page,
            int size,
            Sort sort,
            boolean descending) {
        this(search, policy, state, "", null, null, page, size, sort, descending);
    }

    /** Whether only changes of entries can change what the list holds, neither time nor deliveries. */
    boolean isOfEntriesAlone() {
        return state != State.EXPIRED && expiry == null && use == null;
    }

    /** What it would find whatever the time is and whatever deliveries do; all that it finds is among this. */
    PolicyQuery ofEntriesAlone() {
        State lasting = state == State.EXPIRED ? null : state;
        return new PolicyQuery(search, policy, lasting, owner, null, null, page, size, sort, descending);
    }

    /** Another page of the same list. */
    public PolicyQuery at(int page, int size) {
        return new PolicyQuery(search, policy, state, owner, expiry, use, page, size, sort, descending);
    }

    /** Everything, by target. */
    public static PolicyQuery all(int page, int size) {
        return new PolicyQuery("", null, null, page, size, Sort.TARGET, false);
    }
}
