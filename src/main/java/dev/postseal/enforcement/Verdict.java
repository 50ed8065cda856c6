package dev.postseal.enforcement;

import dev.postseal.mail.EnhancedStatus;
import dev.postseal.mail.Reason;

/** Whether a peer proved what was required. */
public sealed interface Verdict {
    /** Send the message. */
    record Satisfied() implements Verdict {}

    /** Send QUIT, try the next host; none left: defer with this (4.7.5). */
    record NotProven(EnhancedStatus status, Reason reason) implements Verdict {}
}
