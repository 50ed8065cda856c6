package dev.postseal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.dns.TestDns;
import dev.postseal.enforcement.Identity;
import dev.postseal.mail.DomainName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A kept session rests on records and anchors as they were; it is not taken when they are others. */
class SessionTrustTest extends SessionReuseFixture {
    private static final Identity OTHER = Identity.authority("Other CA");

    @Test
    void aSessionIsNotTakenAfterTheTlsaRecordsChanged() throws Exception {
        publish(SERVER);
        enter("dane");
        assertThat(send()).isEqualTo("delivered");
        publish(OTHER);
        refetch();
        assertThat(send()).isEqualTo("dane.mismatch");
        assertHandshakes(2);
        assertThat(messages()).isEqualTo(1);
    }

    @Test
    void aSessionOfAHostWithoutTlsaIsNotTakenOnceTlsaRecordsAppear() throws Exception {
        enter("dane");
        assertThat(send()).isEqualTo("delivered");
        publish(OTHER);
        refetch();
        assertThat(send()).isEqualTo("dane.mismatch");
        assertThat(messages()).isEqualTo(1);
    }

    @Test
    void aSessionIsNotTakenWhileItsTlsaRecordsCannotBeLookedUp() throws Exception {
        publish(SERVER);
        enter("dane");
        assertThat(send()).isEqualTo("delivered");
        world.dns.fault("_" + server.address().getPort() + "._tcp." + MX, "TLSA", TestDns.Fault.SERVFAIL);
        refetch();
        assertThat(send()).isEqualTo("dane.lookup-failed");
        assertThat(messages()).isEqualTo(1);
    }

    @Test
    void aSessionIsNotTakenAfterTheLifetimeOfTheDnsAnswersBehindIt() throws Exception {
        publish(SERVER);
        world.dns.remove(MX, "A").add(MX, 60, "A", "127.0.0.1");
        enter("dane");
        assertThat(send()).isEqualTo("delivered");
        clock.advance(Duration.ofSeconds(59));
        assertThat(send()).isEqualTo("delivered");
        assertHandshakes(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(send()).isEqualTo("delivered");
        assertHandshakes(2);
    }

    @Test
    void aSessionIsNotTakenAfterItsTrustFileChanged() throws Exception {
        Path file = trust("partner.pem", LAB);
        enter("secure match=" + MX + " tafile=" + file);
        assertThat(send()).isEqualTo("delivered");
        trust("partner.pem", OTHER);
        assertThat(send()).isEqualTo("tls.not-by-anchor-file");
        Files.delete(file);
        assertThat(send()).isEqualTo("tls.anchor-file");
        assertThat(messages()).isEqualTo(1);
        trust("partner.pem", LAB);
        assertThat(send()).isEqualTo("delivered");
        assertHandshakes(4);
    }

    @Test
    void aSessionIsNotTakenAfterTheDefaultTrustAnchorsChanged() throws Exception {
        enter("secure match=" + MX);
        assertThat(send()).isEqualTo("delivered");
        trust("anchors.pem", OTHER);
        assertThat(send()).isEqualTo("tls.unknown-issuer");
        Files.writeString(anchors, "half a file");
        assertThat(send()).isEqualTo("tls.anchor-file");
        assertThat(messages()).isEqualTo(1);
        trust("anchors.pem", LAB, OTHER);
        assertThat(send()).isEqualTo("delivered");
        assertHandshakes(4);
    }

    @Test
    void aSessionOfPinsOutlivesAChangeOfTrustAnchorsThatItDoesNotRestOn() throws Exception {
        enter("fingerprint match=" + sha256(SERVER.certificate().getEncoded()));
        assertThat(send()).isEqualTo("delivered");
        trust("anchors.pem", OTHER);
        assertThat(send()).isEqualTo("delivered");
        assertHandshakes(1);
    }

    /** The cache has let go of the answers, as it does when it is full, and asks again. */
    private void refetch() {
        world.mailDns.forget(DomainName.parse(MX));
    }
}
