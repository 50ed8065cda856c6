package dev.postseal.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.mail.DomainName;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;

/**
 * Someone between us and the server wants the TLSA records of a signed zone to be "insecure" or "not there", for then DANE
 * would not apply. Whatever they send, the host must be skipped instead.
 */
class DowngradeTest {
    private static final String TLSA = "_25._tcp.mx.signed.test";
    private static final Name UNSIGNED = TestDns.name("insecure.test");

    @TempDir
    Path directory;

    private TestDns server;
    private MailDns dns;

    @BeforeEach
    void start() {
        server = TestDns.start()
                .add("mx.signed.test", "A", "127.0.0.1")
                .add(TLSA, "TLSA", "3 1 1 00112233")
                .add("a.insecure.test", "A", "127.0.0.1");
        dns = server.mailDns(directory);
        dns.mx(DomainName.parse("a.insecure.test"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void untouchedTheyAreFound() {
        assertThat(tlsa()).isInstanceOf(TlsaAnswer.Found.class);
    }

    @Test
    void signaturesThatNameAnUnsignedZoneAsSignerDoNotMakeThemInsecure() {
        assertThat(forged(answer -> Forgeries.signedBy(answer, UNSIGNED))).isInstanceOf(TlsaAnswer.Bogus.class);
    }

    @Test
    void anUnsignedZonesSoaDoesNotDenyThem() {
        assertThat(forged(answer -> Forgeries.deniedBy(answer, UNSIGNED))).isInstanceOf(TlsaAnswer.Bogus.class);
    }

    @Test
    void anInventedZoneBelowTheSignedOneDoesNotDenyThem() {
        assertThat(forged(answer -> Forgeries.deniedBy(answer, TestDns.name("mx.signed.test"))))
                .isInstanceOf(TlsaAnswer.Bogus.class);
    }

    @Test
    void anEmptyAnswerDoesNotDenyThem() {
        assertThat(forged(Forgeries::emptied)).isInstanceOf(TlsaAnswer.Bogus.class);
    }

    @Test
    void missingSignaturesDoNotMakeThemInsecure() {
        assertThat(forged(Forgeries::withoutSignatures)).isInstanceOf(TlsaAnswer.Bogus.class);
    }

    @Test
    void anInventedAliasIntoAnUnsignedZoneDoesNotMakeThemInsecure() {
        var alias = new CNAMERecord(TestDns.name(TLSA), DClass.IN, 300, TestDns.name("a.insecure.test"));
        assertThat(forged(answer -> Forgeries.after(Forgeries.emptied(answer), alias)))
                .isInstanceOf(TlsaAnswer.Bogus.class);
    }

    @Test
    void recordsOfAnUnsignedZoneBesideThemDoNotMakeThemInsecure() {
        var stranger =
                new ARecord(TestDns.name("a.insecure.test"), DClass.IN, 300, java.net.InetAddress.getLoopbackAddress());
        assertThat(forged(answer -> Forgeries.after(answer, stranger))).isInstanceOf(TlsaAnswer.Bogus.class);
    }

    @Test
    void keysHeldBackDoNotMakeThemDisappear() {
        for (String type : new String[] {"DS", "DNSKEY"}) {
            dns.forgetAll();
            server.heal().forge(TLSA, "TLSA", answer -> answer).fault("signed.test", type, TestDns.Fault.SERVFAIL);
            assertThat(tlsa()).isInstanceOf(TlsaAnswer.Failed.class);
        }
    }

    @Test
    void keysHeldBackDoNotMakeTheirAbsenceInsecure() {
        server.remove(TLSA, "TLSA").fault("signed.test", "DNSKEY", TestDns.Fault.SERVFAIL);

        assertThat(tlsa()).isInstanceOf(TlsaAnswer.Failed.class);
    }

    @Test
    void aForgedDelegationWithoutDsDoesNotMakeTheZoneInsecure() {
        server.forge("signed.test", "DS", answer -> Forgeries.deniedBy(answer, TestDns.name("test")));
        assertThat(forged(Forgeries::withoutSignatures)).isInstanceOf(TlsaAnswer.Bogus.class);
    }

    private TlsaAnswer forged(UnaryOperator<Message> forgery) {
        server.forge(TLSA, "TLSA", forgery);
        return tlsa();
    }

    private TlsaAnswer tlsa() {
        return dns.tlsa(DomainName.parse("mx.signed.test"), 25);
    }
}
