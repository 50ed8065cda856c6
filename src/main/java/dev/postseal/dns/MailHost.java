package dev.postseal.dns;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host that mail for a next hop can be handed to.
 *
 * @param name as the MX record or the next hop has it, before aliases; for an address literal the address
 * @param addresses never empty, in the order in which to try them
 * @param mx the answer that named the host; null when the next hop itself is the host (brackets, no MX)
 * @param found the answer that gave its addresses; null for an address literal
 */
public record MailHost(
        String name, List<InetAddress> addresses, MxAnswer.@Nullable Hosts mx, AddressAnswer.@Nullable Found found) {
    public MailHost {
        addresses = List.copyOf(addresses);
    }
}
