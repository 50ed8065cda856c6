package dev.postseal.account;

/** What a session of the console may still be used for. */
public enum SessionStanding {
    GOOD,
    /** For the page to change the password, and to sign out. */
    PASSWORD_CHANGE_DUE,
    /** For the page to set up a second factor, and to sign out. */
    SECOND_FACTOR_DUE,
    /** For nothing: the user signed in with what no longer counts, or is gone. */
    ENDED
}
