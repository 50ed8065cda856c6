package dev.postseal.dns;

import dev.postseal.mail.EnhancedStatus;
import dev.postseal.mail.Reason;
import java.util.List;

/** The hosts of a next hop. */
public sealed interface HostsAnswer {
    /** Try them in this order. */
    record Found(List<MailHost> hosts) implements HostsAnswer {
        public Found {
            hosts = List.copyOf(hosts);
        }
    }

    /**
     * There is nobody to connect to: defer with a class 4 status, bounce with class 5.
     *
     * @param status as Postfix gives it: 5.1.0 null MX, 5.4.4 no such name, 4.4.3 no answer that can be believed
     */
    record None(EnhancedStatus status, Reason reason) implements HostsAnswer {}
}
