package dev.postseal.account;

import java.time.Duration;

/** What became of an attempt to sign in. */
public sealed interface SignInResult {
    /** The session may be opened; when the password must be changed, that page is all it may see until then. */
    record Accepted(Actor.User user, boolean mustChangePassword) implements SignInResult {}

    /** The password was right, and nothing is open yet: {@link SignIn#answer} has to follow. */
    record CodeNeeded(Actor.User user) implements SignInResult {}

    /** The password was right, but it was made for one sign-in and is too old for that. */
    record PasswordExpired() implements SignInResult {}

    /**
     * Wrong name, wrong password, wrong code, or a user locked for a while: nobody is told which, so that names cannot be found out.
     */
    record Refused() implements SignInResult {}

    /** Too many failures from this address; whether this attempt would have been right is not looked at. */
    record Throttled(Duration retryAfter) implements SignInResult {}
}
