package dev.postseal.delivery;

import dev.postseal.mail.NextHop;
import java.util.List;

/**
 * What one session carries: recipients of one message at one next hop, leased to this node.
 *
 * @param message the database's key of the message
 */
record ClaimedGroup(long message, OutgoingMessage outgoing, NextHop nextHop, List<Recipient> recipients) {
    ClaimedGroup {
        recipients = List.copyOf(recipients);
    }
}
