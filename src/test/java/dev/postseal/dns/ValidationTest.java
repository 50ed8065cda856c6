package dev.postseal.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.mail.DomainName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is secure, insecure, bogus, absent or failed, over a signed tree made for the test. */
class ValidationTest {
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
    void mxBelowAnUnbrokenChainIsSecure() {
        server.add("a.signed.test", "MX", "20 mx2.signed.test.").add("a.signed.test", "MX", "10 mx1.signed.test.");

        assertThat(mx("a.signed.test")).isInstanceOfSatisfying(MxAnswer.Hosts.class, hosts -> {
            assertThat(hosts.security()).isEqualTo(DnsSecurity.SECURE);
            assertThat(hosts.hosts())
                    .containsExactly(new MxHost(10, name("mx1.signed.test")), new MxHost(20, name("mx2.signed.test")));
            assertThat(hosts.owner()).isEqualTo(name("a.signed.test"));
            assertThat(Duration.between(Instant.now(), hosts.expires()))
                    .isBetween(Duration.ofSeconds(200), Duration.ofSeconds(300));
        });
    }

    @Test
    void mxBelowADelegationWithoutDsIsInsecure() {
        server.add("a.insecure.test", "MX", "10 mx.signed.test.");

        assertThat(mx("a.insecure.test"))
                .isInstanceOfSatisfying(
                        MxAnswer.Hosts.class,
                        hosts -> assertThat(hosts.security()).isEqualTo(DnsSecurity.INSECURE));
    }

    @Test
    void mxBelowADelegationWhoseDsFitsNoKeyIsBogus() {
        server.add("a.bogus.test", "MX", "10 mx.signed.test.");

        assertThat(mx("a.bogus.test"))
                .isInstanceOfSatisfying(
                        MxAnswer.Bogus.class,
                        bogus -> assertThat(bogus.why().code()).isEqualTo("dns.bogus"));
    }

    @Test
    void aWrongSignatureIsBogusAndItsReasonShort() {
        server.add("a.signed.test", "MX", "10 mx.signed.test.").corrupt("a.signed.test", "MX");

        assertThat(mx("a.signed.test"))
                .isInstanceOfSatisfying(
                        MxAnswer.Bogus.class,
                        bogus -> assertThat(bogus.why().arguments())
                                .startsWith("a.signed.test", "MX")
                                .last()
                                .asString()
                                .hasSizeLessThan(100)
                                .doesNotContain("RRSIG", "sigs"));
    }

    @Test
    void absenceIsSecureWhereItIsProven() {
        server.add("a.signed.test", "A", "127.0.0.1");

        assertThat(mx("a.signed.test"))
                .isInstanceOfSatisfying(
                        MxAnswer.NoMx.class, none -> assertThat(none.security()).isEqualTo(DnsSecurity.SECURE));
        assertThat(mx("nowhere.signed.test"))
                .isInstanceOfSatisfying(
                        MxAnswer.NoDomain.class,
                        none -> assertThat(none.security()).isEqualTo(DnsSecurity.SECURE));
        assertThat(mx("nowhere.insecure.test"))
                .isInstanceOfSatisfying(
                        MxAnswer.NoDomain.class,
                        none -> assertThat(none.security()).isEqualTo(DnsSecurity.INSECURE));
    }

    @Test
    void absenceLivesForTheNegativeTtl() {
        assertThat(mx("nowhere.signed.test"))
                .satisfies(none -> assertThat(Duration.between(Instant.now(), none.expires()))
                        .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60)));
    }

    @Test
    void anUnprovenAbsenceIsBogusInASignedZone() {
        server.add("a.signed.test", "A", "127.0.0.1").corrupt("a.signed.test", "NSEC");

        assertThat(mx("a.signed.test")).isInstanceOf(MxAnswer.Bogus.class);
    }

    @Test
    void aServerWithoutDnssecIsBogusAndBlamedOnTheSettings() {
        server.add("a.signed.test", "MX", "10 mx.signed.test.").withoutDnssec();

        assertThat(mx("a.signed.test"))
                .isInstanceOfSatisfying(
                        MxAnswer.Bogus.class,
                        bogus -> assertThat(bogus.why().code()).isEqualTo("dns.no-trusted-root"));
    }

    @Test
    void keysThatCannotBeHadAreAFailureNotABogusAnswer() {
        server.add("a.signed.test", "MX", "10 mx.signed.test.").fault("signed.test", "DNSKEY", TestDns.Fault.SERVFAIL);

        assertThat(mx("a.signed.test"))
                .isInstanceOfSatisfying(
                        MxAnswer.Failed.class,
                        failed -> assertThat(failed.why().code()).isEqualTo("dns.refused"));
    }

    @Test
    void keysThatNobodyDeliversAreATimeoutNotABogusAnswer() {
        server.add("a.signed.test", "MX", "10 mx.signed.test.").fault("signed.test", "DS", TestDns.Fault.DROP);

        assertThat(mx("a.signed.test"))
                .isInstanceOfSatisfying(
                        MxAnswer.Failed.class,
                        failed -> assertThat(failed.why().code()).isEqualTo("dns.timeout"));
    }

    @Test
    void whatWasBogusIsFineOnceTheZoneIs() {
        server.add("a.signed.test", "MX", "10 mx.signed.test.")
                .forge("signed.test", "DNSKEY", Forgeries::withoutSignatures);
        assertThat(mx("a.signed.test")).isInstanceOf(MxAnswer.Bogus.class);

        server.heal();
        dns.forget(name("a.signed.test"));

        assertThat(mx("a.signed.test")).isInstanceOf(MxAnswer.Hosts.class);
    }

    private MxAnswer mx(String domain) {
        return dns.mx(name(domain));
    }

    private static DomainName name(String text) {
        return DomainName.parse(text);
    }
}
