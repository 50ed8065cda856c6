package dev.postseal.enforcement;

import dev.postseal.dns.MailDns;
import dev.postseal.mail.NextHop;
import dev.postseal.policy.TlsPolicy;

/** Derives what one host must prove, as Postfix's smtp_tls_policy.c does. Asks DNS for TLSA records only under DANE. */
public final class Requirements {
    private final MailDns dns;

    public Requirements(MailDns dns) {
        this.dns = dns;
    }

    /** Blocks while TLSA records are looked up; never throws on account of DNS. */
    public Derivation derive(TlsPolicy policy, NextHop nextHop, HostFacts host) {
        throw new UnsupportedOperationException(dns.toString());
    }
}
