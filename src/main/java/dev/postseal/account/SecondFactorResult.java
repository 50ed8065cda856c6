package dev.postseal.account;

import java.util.List;

/** What became of a user's wish to switch the second factor on or off. Only the first two have changed anything. */
public sealed interface SecondFactorResult {
    /** It is asked for from now on. The codes for recovery are to be shown this once; they cannot be had again. */
    record TurnedOn(List<String> recoveryCodes) implements SecondFactorResult {
        @Override
        public String toString() {
            return "TurnedOn[]";
        }
    }

    record TurnedOff() implements SecondFactorResult {}

    /** It is on, or off, already; or a provider says who the user is, and nothing is ever asked here. */
    record AlreadySo() implements SecondFactorResult {}

    record WrongPassword() implements SecondFactorResult {}

    /** Wrong, or used before. */
    record WrongCode() implements SecondFactorResult {}

    /** The user is locked for a while. */
    record TooManyAttempts() implements SecondFactorResult {}
}
