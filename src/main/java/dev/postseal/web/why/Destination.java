package dev.postseal.web.why;

import dev.postseal.delivery.Routes;
import dev.postseal.mail.EmailAddress;
import dev.postseal.mail.NextHop;
import dev.postseal.mail.SyntaxException;

/**
 * What somebody asks about.
 *
 * @param asked the next hop by the recipient's domain alone
 * @param routed where our own engine sends that mail
 * @param delivery whether it is about a delivery, so that Postfix has no part in it
 */
record Destination(NextHop asked, NextHop routed, boolean delivery) {
    /**
     * A domain, an address at it, or a next hop; routes are for domains only, because a next hop is what they lead to.
     *
     * @throws SyntaxException when it is none of these
     */
    static Destination of(String typed, Routes routes) {
        NextHop asked = NextHop.parse(typed.substring(typed.lastIndexOf('@') + 1));
        return asked.hasParents() || typed.contains("@")
                ? new Destination(asked, routes.of(new EmailAddress("postmaster", asked.text())), false)
                : new Destination(asked, asked, false);
    }

    /**
     * A delivery's recipient and the next hop it has been given, which the routes of another node or day may have chosen.
     *
     * @throws SyntaxException when one of them is none
     */
    static Destination ofDelivery(String recipient, String nextHop) {
        NextHop asked = NextHop.parse(recipient.substring(recipient.lastIndexOf('@') + 1));
        return new Destination(asked, NextHop.parse(nextHop), true);
    }

    boolean isRouted() {
        return !routed.equals(asked);
    }
}
