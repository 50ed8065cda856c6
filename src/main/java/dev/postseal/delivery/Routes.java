package dev.postseal.delivery;

import dev.postseal.mail.DomainName;
import dev.postseal.mail.EmailAddress;
import dev.postseal.mail.NextHop;
import dev.postseal.mail.SyntaxException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where our own engine sends mail for a recipient: a route of its domain, the route for all mail, or the domain itself. What
 * this node's settings say now; a message keeps the next hop it was accepted with until a node starts anew.
 */
@Component
public class Routes {
    private static final String ALLOWED = " must be a next hop as Postfix writes it, such as [relay.example]:587";

    private final @Nullable NextHop all;
    private final Map<String, NextHop> byDomain;

    /**
     * @throws IllegalArgumentException naming the property, its value and what is allowed
     */
    Routes(DeliverySettings settings) {
        String route = settings.route();
        this.all = route == null || route.isBlank() ? null : nextHop("route", route);
        this.byDomain = new HashMap<>();
        settings.routes().forEach((domain, value) -> byDomain.put(domain(domain), nextHop("routes." + domain, value)));
    }

    public NextHop of(EmailAddress recipient) {
        NextHop own = recipient.nextHop();
        NextHop routed = byDomain.get(own.text());
        if (routed != null) {
            return routed;
        }
        return all == null ? own : all;
    }

    /** Whether a setting of ours, now or when the message came in, chose the next hop, not the recipient's domain. */
    boolean chose(NextHop nextHop, EmailAddress recipient) {
        String own = recipient.nextHop().text();
        return !nextHop.text().equals(own) || all != null || byDomain.containsKey(own);
    }

    private static String domain(String domain) {
        try {
            return DomainName.parse(domain).ascii();
        } catch (SyntaxException e) {
            throw new IllegalArgumentException(
                    "postseal.delivery.routes." + domain + " must name a mail domain, such as example.com", e);
        }
    }

    private static NextHop nextHop(String name, String value) {
        try {
            return NextHop.parse(value);
        } catch (SyntaxException e) {
            throw new IllegalArgumentException("postseal.delivery." + name + "=" + value + ALLOWED, e);
        }
    }
}
