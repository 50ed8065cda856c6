package dev.postseal.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.mail.DomainName;
import java.net.InetAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What mail makes of records, as Postfix does. */
class AnswersTest {
    @TempDir
    Path directory;

    private TestDns server;
    private MailDns dns;

    @BeforeEach
    void start() {
        server = TestDns.start();
        dns = server.mailDns(directory);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void oneMxThatNamesTheRootIsEnoughForANullMx() {
        server.add("a.signed.test", "MX", "10 mx.signed.test.").add("a.signed.test", "MX", "0 .");

        assertThat(dns.mx(name("a.signed.test"))).isInstanceOf(MxAnswer.NullMx.class);
    }

    @Test
    void anMxThatNamesNoHostIsPassedOver() {
        server.add("a.signed.test", "MX", "5 no\\032host.signed.test.")
                .add("a.signed.test", "MX", "10 mx.signed.test.");

        assertThat(dns.mx(name("a.signed.test")))
                .isInstanceOfSatisfying(
                        MxAnswer.Hosts.class,
                        hosts -> assertThat(hosts.hosts()).containsExactly(new MxHost(10, name("mx.signed.test"))));
    }

    @Test
    void onlyMxThatNameNoHostAreMalformed() {
        server.add("a.signed.test", "MX", "5 no\\032host.signed.test.");

        assertThat(dns.mx(name("a.signed.test")))
                .isInstanceOfSatisfying(
                        MxAnswer.Malformed.class,
                        malformed -> assertThat(malformed.why().code()).isEqualTo("dns.no-host-name"));
    }

    @Test
    void theMxOfAnAliasBelongToItsTarget() {
        server.add("alias.signed.test", "CNAME", "a.signed.test.").add("a.signed.test", "MX", "10 mx.signed.test.");

        assertThat(dns.mx(name("alias.signed.test"))).isInstanceOfSatisfying(MxAnswer.Hosts.class, hosts -> {
            assertThat(hosts.owner()).isEqualTo(name("a.signed.test"));
            assertThat(hosts.security()).isEqualTo(DnsSecurity.SECURE);
        });
    }

    @Test
    void addressesOfBothFamiliesAreOneAnswer() {
        server.add("mx.signed.test", "A", "127.0.0.1").add("mx.signed.test", "AAAA", "::1");

        assertThat(addresses("mx.signed.test")).isInstanceOfSatisfying(AddressAnswer.Found.class, found -> {
            assertThat(found.addresses())
                    .containsExactly(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"));
            assertThat(found.addresses())
                    .extracting(InetAddress::toString)
                    .first()
                    .isEqualTo("/127.0.0.1");
            assertThat(found.security()).isEqualTo(DnsSecurity.SECURE);
        });
    }

    @Test
    void oneFamilyIsEnoughWhenTheOtherFails() {
        server.add("mx.signed.test", "A", "127.0.0.1").fault("mx.signed.test", "AAAA", TestDns.Fault.SERVFAIL);
        server.add("mx6.signed.test", "A", "127.0.0.1")
                .corrupt("mx6.signed.test", "A")
                .add("mx6.signed.test", "AAAA", "::1");

        assertThat(addresses("mx.signed.test")).isInstanceOf(AddressAnswer.Found.class);
        assertThat(addresses("mx6.signed.test")).isInstanceOf(AddressAnswer.Found.class);
    }

    @Test
    void aFailureOutweighsAbsence() {
        server.add("mx.signed.test", "TXT", "x").fault("mx.signed.test", "AAAA", TestDns.Fault.SERVFAIL);

        assertThat(addresses("mx.signed.test")).isInstanceOf(AddressAnswer.Failed.class);
    }

    @Test
    void noAddressAndNoNameDiffer() {
        server.add("mx.signed.test", "TXT", "x");

        assertThat(addresses("mx.signed.test")).isInstanceOf(AddressAnswer.NoAddress.class);
        assertThat(addresses("nowhere.signed.test")).isInstanceOf(AddressAnswer.NoDomain.class);
    }

    @Test
    void aSecureAliasOfASecureHostIsSecureThroughout() {
        server.add("alias.signed.test", "CNAME", "mx.test.").add("mx.test", "A", "127.0.0.1");

        assertThat(addresses("alias.signed.test")).isInstanceOfSatisfying(AddressAnswer.Found.class, found -> {
            assertThat(found.canonicalName()).isEqualTo(name("mx.test"));
            assertThat(found.security()).isEqualTo(DnsSecurity.SECURE);
            assertThat(found.aliasSecurity()).isEqualTo(DnsSecurity.SECURE);
        });
    }

    @Test
    void aSecureAliasOfAnInsecureHostIsSecureInItsFirstLinkOnly() {
        server.add("alias.signed.test", "CNAME", "mx.insecure.test.").add("mx.insecure.test", "A", "127.0.0.1");

        assertThat(addresses("alias.signed.test")).isInstanceOfSatisfying(AddressAnswer.Found.class, found -> {
            assertThat(found.canonicalName()).isEqualTo(name("mx.insecure.test"));
            assertThat(found.security()).isEqualTo(DnsSecurity.INSECURE);
            assertThat(found.aliasSecurity()).isEqualTo(DnsSecurity.SECURE);
        });
    }

    @Test
    void anInsecureAliasOfASecureHostIsInsecureThroughout() {
        server.add("alias.insecure.test", "CNAME", "mx.signed.test.").add("mx.signed.test", "A", "127.0.0.1");

        assertThat(addresses("alias.insecure.test")).isInstanceOfSatisfying(AddressAnswer.Found.class, found -> {
            assertThat(found.security()).isEqualTo(DnsSecurity.INSECURE);
            assertThat(found.aliasSecurity()).isEqualTo(DnsSecurity.INSECURE);
        });
    }

    @Test
    void anInsecureAliasOfABogusHostIsBogus() {
        server.add("alias.insecure.test", "CNAME", "mx.signed.test.")
                .add("mx.signed.test", "A", "127.0.0.1")
                .corrupt("mx.signed.test", "A");

        assertThat(addresses("alias.insecure.test")).isInstanceOf(AddressAnswer.Bogus.class);
    }

    @Test
    void anAliasOfNothingDoesNotExist() {
        server.add("alias.signed.test", "CNAME", "nowhere.signed.test.");
        server.add("alias.insecure.test", "CNAME", "nowhere.insecure.test.");

        assertThat(addresses("alias.signed.test")).isInstanceOf(AddressAnswer.NoDomain.class);
        assertThat(addresses("alias.insecure.test")).isInstanceOf(AddressAnswer.NoDomain.class);
    }

    @Test
    void anAliasOfItselfFails() {
        server.add("one.signed.test", "CNAME", "two.signed.test.").add("two.signed.test", "CNAME", "one.signed.test.");

        assertThat(addresses("one.signed.test")).isInstanceOf(AddressAnswer.Failed.class);
    }

    @Test
    void secureTlsaRecordsAreFoundAsTheyAre() {
        server.add("_25._tcp.mx.signed.test", "TLSA", "3 1 1 00FF").add("_25._tcp.mx.signed.test", "TLSA", "9 8 7 AB");

        assertThat(tlsa("mx.signed.test")).isInstanceOfSatisfying(TlsaAnswer.Found.class, found -> {
            assertThat(found.records())
                    .containsExactlyInAnyOrder(new TlsaRecord(3, 1, 1, "00ff"), new TlsaRecord(9, 8, 7, "ab"));
            assertThat(found.owner()).isEqualTo(name("_25._tcp.mx.signed.test"));
        });
    }

    @Test
    void tlsaRecordsAreFoundThroughSecureAliases() {
        server.add("_25._tcp.mx.signed.test", "CNAME", "shared.test.").add("shared.test", "TLSA", "3 1 1 00FF");

        assertThat(tlsa("mx.signed.test"))
                .isInstanceOfSatisfying(
                        TlsaAnswer.Found.class,
                        found -> assertThat(found.owner()).isEqualTo(name("shared.test")));
    }

    @Test
    void insecureTlsaRecordsAreNotThere() {
        server.add("_25._tcp.mx.insecure.test", "TLSA", "3 1 1 00FF");
        server.add("_25._tcp.mx.signed.test", "CNAME", "_25._tcp.mx.insecure.test.");

        for (String host : new String[] {"mx.insecure.test", "mx.signed.test"}) {
            assertThat(tlsa(host))
                    .isInstanceOfSatisfying(
                            TlsaAnswer.NotFound.class,
                            none -> assertThat(none.security()).isEqualTo(DnsSecurity.INSECURE));
        }
    }

    @Test
    void absentTlsaRecordsAreProvenToBe() {
        server.add("mx.signed.test", "A", "127.0.0.1");

        assertThat(tlsa("mx.signed.test"))
                .isInstanceOfSatisfying(
                        TlsaAnswer.NotFound.class,
                        none -> assertThat(none.security()).isEqualTo(DnsSecurity.SECURE));
    }

    @Test
    void aWrongSignatureOfTlsaRecordsIsBogus() {
        server.add("_25._tcp.mx.signed.test", "TLSA", "3 1 1 00FF").corrupt("_25._tcp.mx.signed.test", "TLSA");

        assertThat(tlsa("mx.signed.test")).isInstanceOf(TlsaAnswer.Bogus.class);
    }

    @Test
    void anUnsignedZoneThatDeniesWithoutSoaIsInsecureNotBogus() {
        server.add("mx.insecure.test", "A", "127.0.0.1").forge("mx.insecure.test", "MX", Forgeries::emptied);

        assertThat(dns.mx(name("mx.insecure.test"))).isInstanceOf(MxAnswer.NoMx.class);
    }

    @Test
    void localhostIsNeverAsked() {
        assertThat(addresses("mail.localhost")).isInstanceOf(AddressAnswer.Found.class);
        assertThat(dns.mx(name("localhost"))).isInstanceOf(MxAnswer.NoMx.class);
        assertThat(tlsa("localhost")).isInstanceOf(TlsaAnswer.NotFound.class);
        assertThat(dns.mx(name("a.invalid"))).isInstanceOf(MxAnswer.NoDomain.class);
        assertThat(server.count("mail.localhost", "A") + server.count("localhost", "MX"))
                .isZero();
    }

    private AddressAnswer addresses(String host) {
        return dns.addresses(name(host));
    }

    private TlsaAnswer tlsa(String host) {
        return dns.tlsa(name(host), 25);
    }

    private static DomainName name(String text) {
        return DomainName.parse(text);
    }
}
