package dev.postseal.delivery;

import dev.postseal.dns.MailHosts;
import dev.postseal.enforcement.Requirements;
import dev.postseal.enforcement.SessionOpener;
import dev.postseal.lookup.PolicyLookup;
import dev.postseal.mail.NextHop;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** Carries messages to the hosts of a next hop under the policy that applies to it. */
@Component
class SmtpCarrier implements MessageCarrier {
    private final Tools tools;

    SmtpCarrier(
            PolicyLookup lookup,
            Routes routes,
            MailHosts hosts,
            Requirements requirements,
            SessionOpener opener,
            SessionPool pool,
            DeliverySettings settings,
            Clock clock) {
        this.tools = new Tools(lookup, routes, hosts, requirements, opener, pool, settings, clock);
    }

    /** What every pass needs. */
    record Tools(
            PolicyLookup lookup,
            Routes routes,
            MailHosts hosts,
            Requirements requirements,
            SessionOpener opener,
            SessionPool pool,
            DeliverySettings settings,
            Clock clock) {}

    @Override
    public CarryResult carry(OutgoingMessage message, NextHop nextHop, List<Recipient> recipients) {
        return new Pass(tools, message, nextHop, recipients).run();
    }
}
