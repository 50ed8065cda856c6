package dev.postseal.enforcement;

import dev.postseal.dns.AddressAnswer;
import dev.postseal.dns.MailDns;
import dev.postseal.dns.MxAnswer;
import dev.postseal.mail.DomainName;

/** A DNS for tests of what is derived from TLSA records: hosts and addresses are given, so nobody asks for them. */
interface TlsaOnly extends MailDns {
    @Override
    default MxAnswer mx(DomainName domain) {
        throw new UnsupportedOperationException();
    }

    @Override
    default AddressAnswer addresses(DomainName host) {
        throw new UnsupportedOperationException();
    }

    @Override
    default void forget(DomainName name) {}

    @Override
    default void forgetAll() {}
}
