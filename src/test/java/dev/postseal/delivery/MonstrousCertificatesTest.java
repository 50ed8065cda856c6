package dev.postseal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.enforcement.Identity;
import dev.postseal.enforcement.OpenerFixture;
import dev.postseal.policy.Level;
import dev.postseal.policy.TlsPolicy;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bouncycastle.util.io.pem.PemReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that prove themselves, or try to, with certificates that are made to cost time and memory. */
@Timeout(120)
class MonstrousCertificatesTest {
    private static final Identity LAB = OpenerFixture.LAB;
    private static final TlsPolicy SECURE = new TlsPolicy(
            Level.SECURE, null, null, List.of(), List.of("mx.example"), List.of(), null, null, null, null);

    @TempDir
    Path directory;

    @Test
    void aHundredCertificatesAreTooLongAChain() throws Exception {
        Identity server = chainOf(100);
        assertThat(server.chain()).hasSize(100);
        assertThat(secure(server)).isEqualTo("deferred 4.7.5 tls.chain-too-long");
        assertThat(encrypt(server)).isEqualTo("delivered");
    }

    @Test
    void moreThanAHundredCertificatesEndTheHandshake() throws Exception {
        assertThat(secure(chainOf(101))).isEqualTo("deferred 4.7.5 tls.handshake-failed");
        assertThat(encrypt(chainOf(101))).isEqualTo("deferred 4.7.5 tls.handshake-failed");
    }

    @Test
    void aHundredIssuersOfTheSameNameAreTriedInBoundedTime() throws Exception {
        Identity issuer = Identity.named("Same").authority().issuedBy(Identity.authority("Nobody"));
        Identity leaf = Identity.named("mx").dns("mx.example").issuedBy(issuer);
        var others = IntStream.range(0, 99)
                .mapToObj(
                        i -> Identity.named("Same").authority().issuedBy(issuer).certificate())
                .toArray(java.security.cert.X509Certificate[]::new);
        assertThat(secure(leaf.sending(others))).isEqualTo("deferred 4.7.5 tls.unknown-issuer");
    }

    @Test
    void tenThousandNamesEndTheHandshake() throws Exception {
        Identity server = Identity.named("mx").dns(names(10_000)).issuedBy(LAB);
        assertThat(secure(server)).isEqualTo("deferred 4.7.5 tls.handshake-failed");
        assertThat(encrypt(server)).isEqualTo("deferred 4.7.5 tls.handshake-failed");
    }

    @Test
    void asManyNamesAsFitAreComparedAndOneOfThemIsEnough() throws Exception {
        assertThat(secure(Identity.named("mx").dns(names(5_000)).issuedBy(LAB)))
                .isEqualTo("deferred 4.7.5 tls.name-mismatch");
        assertThat(secure(
                        Identity.named("mx").dns(names(5_000)).dns("mx.example").issuedBy(LAB)))
                .isEqualTo("delivered");
    }

    @Test
    void anRsaKeyOf512BitsProvesNothing() throws Exception {
        Identity server = Identity.named("mx").dns("mx.example").rsa(512).issuedBy(LAB);
        assertThat(outcome(SECURE, server, "TLSv1.2")).isEqualTo("deferred 4.7.5 tls.weak-key");
        assertThat(outcome(TlsPolicy.of(Level.ENCRYPT), server, "TLSv1.2")).isEqualTo("delivered");
        // Too short to sign what TLS 1.3 wants signed.
        assertThat(outcome(SECURE, server, "TLSv1.3")).isEqualTo("deferred 4.7.5 tls.handshake-failed");
    }

    @Test
    void anRsaKeyOf16384BitsIsSlowAndGood() throws Exception {
        Identity server = Identity.named("mx").dns("mx.example").keys(hugeKey()).issuedBy(LAB);
        assertThat(secure(server)).isEqualTo("delivered");
        assertThat(encrypt(server)).isEqualTo("delivered");
    }

    @Test
    void aChainOfRsaKeysOf16384BitsEndsInTime() throws Exception {
        KeyPair huge = hugeKey();
        Identity top = Identity.named("Huge").keys(huge).authority().selfSigned();
        Identity middle = Identity.named("Huge middle").keys(huge).authority().issuedBy(top);
        Identity server = Identity.named("mx").dns("mx.example").keys(huge).issuedBy(middle);
        assertThat(secure(server)).isEqualTo("deferred 4.7.5 tls.unknown-issuer");
    }

    private String secure(Identity server) throws Exception {
        return outcome(SECURE, server, "TLSv1.3");
    }

    private String encrypt(Identity server) throws Exception {
        return outcome(TlsPolicy.of(Level.ENCRYPT), server, "TLSv1.3");
    }

    private String outcome(TlsPolicy policy, Identity server, String version) throws Exception {
        var context = server.serverContext();
        var parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(new String[] {version});
        return new HostileServer(directory, policy, Duration.ofSeconds(30))
                .playing(peer -> peer.offerTls().handshake(context, parameters).serve("PIPELINING"));
    }

    /** The laboratory's authority is the last one of them. */
    private static Identity chainOf(int certificates) {
        Identity link = LAB;
        for (int i = 0; i < certificates - 2; i++) {
            link = Identity.named("link " + i).authority().issuedBy(link);
        }
        return Identity.named("mx").dns("mx.example").issuedBy(link);
    }

    private static String[] names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "h" + i + ".example").toArray(String[]::new);
    }

    private static KeyPair hugeKey() throws Exception {
        var resource = MonstrousCertificatesTest.class.getResourceAsStream("rsa-16384-for-tests.pem");
        try (var pem =
                new PemReader(new InputStreamReader(Objects.requireNonNull(resource), StandardCharsets.US_ASCII))) {
            var factory = KeyFactory.getInstance("RSA");
            var secret = (RSAPrivateCrtKey) factory.generatePrivate(
                    new PKCS8EncodedKeySpec(pem.readPemObject().getContent()));
            var open = factory.generatePublic(new RSAPublicKeySpec(secret.getModulus(), secret.getPublicExponent()));
            return new KeyPair(open, secret);
        }
    }
}
