package dev.postseal.account;

/** What a session of the console may still be used for. */
public enum SessionStanding {
    GOOD,
    /** For the page to change the password, and to sign out. */
    PASSWORD_CHANGE_DUE,
    /** For nothing: the password was changed since it was opened, or the user is gone. */
    ENDED
}
