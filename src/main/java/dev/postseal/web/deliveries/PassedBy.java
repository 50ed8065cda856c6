package dev.postseal.web.deliveries;

import dev.postseal.delivery.Delivery;
import dev.postseal.lookup.PolicyLookup;
import dev.postseal.mail.NextHop;
import dev.postseal.mail.SyntaxException;
import dev.postseal.policy.LiveEntry;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The entry of a recipient's domain that a delivery does not follow, because a route leads it elsewhere. */
@Component("passedBy")
class PassedBy {
    private final PolicyLookup lookup;

    PassedBy(PolicyLookup lookup) {
        this.lookup = lookup;
    }

    /** As things stand now; null when no route leads past an entry. */
    public @Nullable LiveEntry of(Delivery delivery) {
        try {
            NextHop domain = NextHop.ofMailDomain(
                    delivery.recipient().substring(delivery.recipient().lastIndexOf('@') + 1));
            return lookup.passedBy(domain, NextHop.parse(delivery.nexthop()));
        } catch (SyntaxException e) {
            return null; // what has no domain has no entry
        }
    }
}
