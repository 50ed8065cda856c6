package dev.postseal.account;

/** What became of an administrator's decision about a user. Whatever is not {@link Done} has changed nothing. */
public sealed interface UserResult {
    /** The user is as decided. */
    record Done(UserDetails user) implements UserResult {}

    /**
     * The same, and there is a password for their next sign-in. It is to be shown this once; it cannot be had again.
     */
    record WithPassword(UserDetails user, String password) implements UserResult {
        @Override
        public String toString() {
            return "WithPassword[" + user + "]";
        }
    }

    /** A provider decides about this user's role, and there is neither a password nor a second factor here. */
    record External() implements UserResult {}

    /** Nobody with a password would be left to undo it. */
    record LastAdministrator() implements UserResult {}

    /** Somebody has this name, in whatever case. */
    record NameTaken() implements UserResult {}

    /** Letters, digits and {@code . _ @ + -}, at most 64 of them, beginning with a letter or digit; not a name of ours. */
    record NameNotAllowed() implements UserResult {}

    /** There is no such user (any more). */
    record NotFound() implements UserResult {}
}
