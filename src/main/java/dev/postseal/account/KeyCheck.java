package dev.postseal.account;

import java.time.Duration;

/** What an API key that came with a request is worth. */
public sealed interface KeyCheck {
    /** The request may go on as this actor. */
    record Accepted(Actor.Key key) implements KeyCheck {}

    /** No such key, or no longer: 401. */
    record Unknown() implements KeyCheck {}

    /** A key that is right, used from where it may not be: 403. */
    record WrongNetwork() implements KeyCheck {}

    /** Too many wrong keys from this address: 429. Whether this one would have been right is not looked at. */
    record Throttled(Duration retryAfter) implements KeyCheck {}
}
