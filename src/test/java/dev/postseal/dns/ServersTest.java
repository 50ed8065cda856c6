package dev.postseal.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.mail.DomainName;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are silent, broken or talk nonsense. */
class ServersTest {
    private static final DomainName DOMAIN = DomainName.parse("a.signed.test");
    private static final Patience IMPATIENT = new Patience(Duration.ofMillis(300), Duration.ofSeconds(2));

    @TempDir
    Path directory;

    private TestDns good;
    private TestDns bad;

    @BeforeEach
    void start() {
        good = TestDns.start().add("a.signed.test", "MX", "10 mx.signed.test.");
        bad = TestDns.start();
    }

    @AfterEach
    void stop() {
        good.close();
        bad.close();
    }

    @Test
    void theNextServerIsAskedWhenOneIsSilent() {
        bad.faultOfAll(TestDns.Fault.DROP);

        assertThat(over(bad.address(), good.address()).mx(DOMAIN)).isInstanceOf(MxAnswer.Hosts.class);
    }

    @Test
    void theNextServerIsAskedWhenOneFails() {
        bad.faultOfAll(TestDns.Fault.SERVFAIL);

        assertThat(over(bad.address(), good.address()).mx(DOMAIN)).isInstanceOf(MxAnswer.Hosts.class);
    }

    @Test
    void theNextServerIsAskedWhenOneTalksNonsense() {
        bad.faultOfAll(TestDns.Fault.GARBAGE);

        assertThat(over(bad.address(), good.address()).mx(DOMAIN)).isInstanceOf(MxAnswer.Hosts.class);
    }

    @Test
    void theNextServerIsAskedWhenOneIsNotThere() {
        String address = bad.address();
        bad.close();

        assertThat(over(address, good.address()).mx(DOMAIN)).isInstanceOf(MxAnswer.Hosts.class);
    }

    @Test
    void theServerThatAnsweredIsAskedFirstNextTime() {
        bad.faultOfAll(TestDns.Fault.SERVFAIL);
        MailDns dns = over(bad.address(), good.address());
        dns.mx(DOMAIN);
        bad.heal();

        dns.mx(DomainName.parse("b.signed.test"));

        assertThat(bad.count("b.signed.test", "MX")).isZero();
    }

    @Test
    void aTruncatedAnswerIsFetchedByTcp() {
        good.faultOfAll(TestDns.Fault.TRUNCATE);

        assertThat(over(good.address()).mx(DOMAIN)).isInstanceOf(MxAnswer.Hosts.class);
    }

    @Test
    void anAnswerThatStaysTruncatedFails() {
        good.fault("a.signed.test", "MX", TestDns.Fault.TRUNCATE_FOR_EVER);

        assertThat(over(good.address()).mx(DOMAIN)).isInstanceOf(MxAnswer.Failed.class);
    }

    @Test
    void silenceFailsWithinTheTimeForOneQuestion() {
        good.faultOfAll(TestDns.Fault.DROP);
        long start = System.nanoTime();

        assertThat(over(good.address(), bad.faultOfAll(TestDns.Fault.DROP).address())
                        .mx(DOMAIN))
                .isInstanceOfSatisfying(
                        MxAnswer.Failed.class,
                        failed -> assertThat(failed.why().code()).isEqualTo("dns.timeout"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        String address = bad.address();
        bad.close();

        assertThat(over(address).mx(DOMAIN)).isInstanceOfSatisfying(MxAnswer.Failed.class, failed -> {
            assertThat(failed.why().code()).isEqualTo("dns.unreachable");
            assertThat(failed.why().arguments()).contains(address);
        });
    }

    @Test
    void nonsenseFromAllFails() {
        good.faultOfAll(TestDns.Fault.GARBAGE);

        assertThat(over(good.address()).mx(DOMAIN))
                .isInstanceOfSatisfying(
                        MxAnswer.Failed.class,
                        failed -> assertThat(failed.why().code()).isEqualTo("dns.unusable"));
    }

    /** Both servers serve the tree of the good one, whose root is trusted. */
    private MailDns over(String... servers) {
        var settings = new DnsSettings(List.of(servers), DnsSettings.Dnssec.VALIDATE, good.trustAnchors(directory));
        return ResolvingMailDns.of(settings, IMPATIENT, Clock.systemUTC());
    }
}
