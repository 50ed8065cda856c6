package dev.postseal.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.mail.DomainName;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;

/** Believing a validating resolver. */
class TrustAdTest {
    private TestDns server;
    private MailDns dns;

    @BeforeEach
    void start() {
        server = TestDns.start();
        dns = MailDns.of(
                new DnsSettings(List.of(server.address()), DnsSettings.Dnssec.TRUST_AD, null), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theAdBitIsBelieved() {
        server.add("mx.signed.test", "A", "127.0.0.1").add("mx.insecure.test", "A", "127.0.0.1");

        assertThat(security("mx.signed.test")).isEqualTo(DnsSecurity.SECURE);
        assertThat(security("mx.insecure.test")).isEqualTo(DnsSecurity.INSECURE);
    }

    @Test
    void withoutTheAdBitNothingIsSecure() {
        server.add("_25._tcp.mx.signed.test", "TLSA", "3 1 1 00").forge("_25._tcp.mx.signed.test", "TLSA", answer -> {
            answer.getHeader().unsetFlag(Flags.AD);
            return answer;
        });

        assertThat(dns.tlsa(DomainName.parse("mx.signed.test"), 25))
                .isInstanceOfSatisfying(
                        TlsaAnswer.NotFound.class,
                        none -> assertThat(none.security()).isEqualTo(DnsSecurity.INSECURE));
    }

    @Test
    void whatTheResolverOnlyGivesUncheckedIsBogus() {
        server.add("_25._tcp.mx.signed.test", "TLSA", "3 1 1 00").corrupt("_25._tcp.mx.signed.test", "TLSA");

        assertThat(dns.tlsa(DomainName.parse("mx.signed.test"), 25)).isInstanceOf(TlsaAnswer.Bogus.class);
    }

    @Test
    void whatTheResolverCannotGiveAtAllHasFailed() {
        server.fault("_25._tcp.mx.signed.test", "TLSA", TestDns.Fault.SERVFAIL);

        assertThat(dns.tlsa(DomainName.parse("mx.signed.test"), 25)).isInstanceOf(TlsaAnswer.Failed.class);
    }

    @Test
    void aSecureAliasOfAnInsecureHostIsSecureInItsFirstLinkOnly() {
        server.add("alias.signed.test", "CNAME", "mx.insecure.test.").add("mx.insecure.test", "A", "127.0.0.1");

        assertThat(dns.addresses(DomainName.parse("alias.signed.test")))
                .isInstanceOfSatisfying(AddressAnswer.Found.class, found -> {
                    assertThat(found.security()).isEqualTo(DnsSecurity.INSECURE);
                    assertThat(found.aliasSecurity()).isEqualTo(DnsSecurity.SECURE);
                });
    }

    private DnsSecurity security(String host) {
        return ((AddressAnswer.Found) dns.addresses(DomainName.parse(host))).security();
    }
}
