package dev.postseal.dns;

import dev.postseal.mail.DomainName;
import dev.postseal.mail.Reason;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;

/**
 * What DNS says about the addresses of a host, IPv4 and IPv6 together. As in Postfix's {@code smtp_addr_one()} one family
 * that can be had is enough: a failure of the other is then passed over, and otherwise outweighs "not there".
 */
public sealed interface AddressAnswer {
    /** Until when this answer may be used; nothing learnt from it may be relied on longer. */
    Instant expires();

    /**
     * The addresses: connect to any of them.
     *
     * @param addresses never empty, IPv4 first; the order to try them in is for the caller to choose
     * @param canonicalName where the addresses were found: the host itself, or what it is an alias of
     * @param security of the addresses and of the whole chain of aliases to them
     * @param aliasSecurity of the first link of that chain, the host's own CNAME record. When it is secure and {@link
     *     #security} is not, TLSA records below the host's own name still count, those below the canonical name do not
     *     (RFC 7672 section 2.2.2). Equal to {@link #security} for a host that is no alias
     */
    record Found(
            List<InetAddress> addresses,
            DomainName canonicalName,
            DnsSecurity security,
            DnsSecurity aliasSecurity,
            Instant expires)
            implements AddressAnswer {
        public Found {
            addresses = List.copyOf(addresses);
        }
    }

    /** The host exists without an address of either family: try the next host, none left is 5.4.4. */
    record NoAddress(DnsSecurity security, Instant expires) implements AddressAnswer {}

    /** The host does not exist: try the next host, none left is 5.4.4. */
    record NoDomain(DnsSecurity security, Instant expires) implements AddressAnswer {}

    /** The answer contradicts its signatures, or the chain of trust is broken: try the next host, none left defers. */
    record Bogus(Reason why, Instant expires) implements AddressAnswer {}

    /** No answer, or none that can be understood: try the next host, none left defers. */
    record Failed(Reason why, Instant expires) implements AddressAnswer {}
}
