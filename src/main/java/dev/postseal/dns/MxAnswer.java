package dev.postseal.dns;

import dev.postseal.mail.DomainName;
import dev.postseal.mail.Reason;
import java.time.Instant;
import java.util.List;

/**
 * What DNS says about the mail exchangers of a domain, read as Postfix's {@code smtp_domain_addr()} reads it. Reasons
 * carry {@code dns.*} codes.
 */
public sealed interface MxAnswer {
    /** Until when this answer may be used; nothing learnt from it may be relied on longer. */
    Instant expires();

    /**
     * The exchangers: try them in this order, hosts of one preference in any order.
     *
     * <p>Records whose name cannot be a host name are left out as long as a good one remains. It does NOT ensure that any
     * host has an address, nor that none of them is this system.
     *
     * @param hosts sorted by preference, never empty
     * @param owner where the records were found: the domain, or what it is an alias of. DANE-TA matches either name
     * @param security of the records and of the whole chain of aliases to them
     */
    record Hosts(List<MxHost> hosts, DomainName owner, DnsSecurity security, Instant expires) implements MxAnswer {
        public Hosts {
            hosts = List.copyOf(hosts);
        }
    }

    /**
     * The domain takes no mail (RFC 7505): bounce with 5.1.0. As in Postfix, one record that names the root suffices,
     * whatever else is there.
     */
    record NullMx(DnsSecurity security, Instant expires) implements MxAnswer {}

    /** The domain exists and has no exchanger: deliver to the domain's own addresses (RFC 5321 section 5.1). */
    record NoMx(DnsSecurity security, Instant expires) implements MxAnswer {}

    /** The domain does not exist: bounce with 5.4.4. */
    record NoDomain(DnsSecurity security, Instant expires) implements MxAnswer {}

    /** There are records, and none names anything that can be a host: bounce with 5.4.4. */
    record Malformed(Reason why, DnsSecurity security, Instant expires) implements MxAnswer {}

    /** The answer contradicts its signatures, or the chain of trust is broken: defer, use nothing of it. */
    record Bogus(Reason why, Instant expires) implements MxAnswer {}

    /** No answer, or none that can be understood: defer. */
    record Failed(Reason why, Instant expires) implements MxAnswer {}
}
