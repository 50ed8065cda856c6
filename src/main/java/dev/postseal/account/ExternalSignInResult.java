package dev.postseal.account;

/** What became of a sign-in for which a provider vouches. Only {@link Accepted} opens anything. */
public sealed interface ExternalSignInResult {
    /** The session may be opened; neither a password nor a second factor is asked for. */
    record Accepted(Actor.User user) implements ExternalSignInResult {}

    record Refused(Reason reason) implements ExternalSignInResult {}

    /** The person is known to the provider: they may be told. */
    enum Reason {
        /** The provider gives them no role here. Nobody is added; sessions of a user who had one end. */
        NO_ROLE,
        /** The provider tells no name that a user may have. */
        NO_NAME,
        /** Somebody else has it: a user with a password, or another person. Nobody is taken over. */
        NAME_TAKEN,
        /** An administrator has disabled the user. */
        DISABLED
    }
}
