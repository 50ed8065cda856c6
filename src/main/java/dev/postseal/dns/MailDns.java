package dev.postseal.dns;

import dev.postseal.mail.DomainName;
import java.time.Clock;

/**
 * What mail asks of DNS, and how far the answers can be believed. Every call returns an answer within a bounded time, never
 * throws on account of the network and blocks its thread meanwhile; one cache serves all, and callers that ask
 * the same at the same time share one query. Aliases are followed.
 */
public interface MailDns {
    /**
     * DNS over the servers and with the trust of the settings.
     *
     * @throws IllegalArgumentException a line that names the property, the value and what is allowed
     */
    static MailDns of(DnsSettings settings, Clock clock) {
        return ResolvingMailDns.of(settings, Patience.USUAL, clock);
    }

    /** The mail exchangers of a domain. */
    MxAnswer mx(DomainName domain);

    /** The addresses of a host. {@code localhost} and the names below it never reach DNS (RFC 6761 section 6.3). */
    AddressAnswer addresses(DomainName host);

    /**
     * The TLSA records at {@code _port._tcp.host}. Which host name this has to be, of an alias and its target, is for the
     * caller to choose (RFC 7672 section 2.2.2).
     */
    TlsaAnswer tlsa(DomainName host, int port);

    /** Forgets what is known of this name and of the names below it, whatever its remaining lifetime. */
    void forget(DomainName name);

    /** Forgets everything. */
    void forgetAll();
}
