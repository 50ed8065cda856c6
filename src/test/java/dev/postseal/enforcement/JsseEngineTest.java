package dev.postseal.enforcement;

import static dev.postseal.enforcement.Handshakes.ALL;
import static dev.postseal.enforcement.Handshakes.LAB;
import static dev.postseal.enforcement.Handshakes.MEDIUM;
import static dev.postseal.enforcement.Handshakes.against;
import static dev.postseal.enforcement.Handshakes.encrypt;
import static dev.postseal.enforcement.Handshakes.established;
import static dev.postseal.enforcement.Handshakes.options;
import static dev.postseal.enforcement.Handshakes.secure;
import static dev.postseal.enforcement.Handshakes.summary;
import static dev.postseal.enforcement.Handshakes.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postseal.policy.TlsVersion;
import dev.postseal.smtp.Phase;
import dev.postseal.smtp.ScriptedServer;
import dev.postseal.smtp.SmtpException;
import dev.postseal.smtp.SmtpFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JsseEngineTest {
    private static final Identity RIGHT =
            Identity.named("mx").dns("mx.example").rsa(2048).issuedBy(LAB);

    @Test
    void trustedAtEncryptWhenTheChainIsGood() throws Exception {
        TlsSession session = established(with(RIGHT, encrypt()));
        assertThat(session.facts().security()).isEqualTo(Security.TRUSTED);
        assertThat(session.facts().version()).isEqualTo("TLSv1.3");
        assertThat(session.facts().cipher()).isEqualTo("TLS_AES_256_GCM_SHA384");
        assertThat(session.facts().serverName()).isNull();
        var peer = java.util.Objects.requireNonNull(session.facts().peer());
        assertThat(peer.names()).containsExactly("mx.example");
        assertThat(peer.sha256()).isEqualTo(Certificates.fingerprint(RIGHT.certificate()));
        assertThat(peer.issuer()).isEqualTo("CN=Lab CA");
    }

    @Test
    void carriesAWholeSession() throws Exception {
        try (var server = ScriptedServer.playing(peer -> {
                    peer.offerTls();
                    var context = RIGHT.serverContext();
                    peer.handshake(context, context.getDefaultSSLParameters());
                    peer.serve("PIPELINING");
                });
                var connection = Handshakes.connect(server)) {
            var outcome = Handshakes.trusting(LAB.certificate())
                    .connect(connection.wire(), secure("mx.example"), Duration.ofSeconds(20));
            TlsSession session = established(outcome);
            assertThat(session.facts().matchedBy()).isEqualTo("mx.example");
            connection.switchTo(session.input(), session.output(), "TLS");
            assertThat(connection.extensions().startTls()).isFalse();
            connection.hello("client.example");
            assertThat(connection.extensions().pipelining()).isTrue();
            connection.quit();
            assertThat(server.awaitEnd()).isEqualTo("done");
        }
    }

    @Test
    void anonymousOnlyWhereNobodyIsChecked() throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(null, null, null);
        java.util.function.Consumer<javax.net.ssl.SSLParameters> anonymous = parameters -> {
            parameters.setProtocols(new String[] {"TLSv1.2"});
            parameters.setCipherSuites(new String[] {"TLS_ECDH_anon_WITH_AES_256_CBC_SHA"});
        };
        assertThat(summary(with(context, anonymous, encrypt()))).isEqualTo("anonymous");
        assertThat(summary(with(context, anonymous, secure("mx.example")))).isEqualTo("failed tls.handshake-failed");
    }

    @Test
    void oldProtocolsOnlyWhereNobodyIsChecked() throws Exception {
        for (String version : List.of("TLSv1", "TLSv1.1")) {
            java.util.function.Consumer<javax.net.ssl.SSLParameters> old =
                    parameters -> parameters.setProtocols(new String[] {version});
            TlsSession session = established(with(RIGHT.serverContext(), old, encrypt()));
            assertThat(session.facts().version()).isEqualTo(version);
            assertThat(session.facts().security()).isEqualTo(Security.TRUSTED);
            assertThat(summary(with(RIGHT.serverContext(), old, secure("mx.example"))))
                    .isEqualTo("failed tls.handshake-failed");
        }
        var onlyOld = new Requirement.Names(
                options(MEDIUM, Set.of(TlsVersion.TLS_1_0), null), List.of("mx.example"), List.of());
        assertThat(summary(with(RIGHT, onlyOld))).isEqualTo("failed tls.nothing-to-offer");
    }

    @Test
    void protocolsOfThePolicyAreKept() throws Exception {
        var twelve = new Requirement.Encrypted(options(MEDIUM, Set.of(TlsVersion.TLS_1_2), null));
        assertThat(established(with(RIGHT, twelve)).facts().version()).isEqualTo("TLSv1.2");
        java.util.function.Consumer<javax.net.ssl.SSLParameters> only12 =
                parameters -> parameters.setProtocols(new String[] {"TLSv1.2"});
        var thirteen = new Requirement.Encrypted(options(MEDIUM, Set.of(TlsVersion.TLS_1_3), null));
        assertThat(summary(with(RIGHT.serverContext(), only12, thirteen))).isEqualTo("failed tls.handshake-failed");
        var none = new Requirement.Encrypted(options(MEDIUM, Set.of(), null));
        assertThat(summary(with(RIGHT, none))).isEqualTo("failed tls.nothing-to-offer");
    }

    @Test
    void cipherExclusionsAreKept() throws Exception {
        java.util.function.Consumer<javax.net.ssl.SSLParameters> rsaKeyExchange = parameters -> {
            parameters.setProtocols(new String[] {"TLSv1.2"});
            parameters.setCipherSuites(new String[] {"TLS_RSA_WITH_AES_128_CBC_SHA256"});
        };
        var facts = established(with(RIGHT.serverContext(), rsaKeyExchange, encrypt()))
                .facts();
        assertThat(facts.cipher()).isEqualTo("AES128-SHA256");
        for (String excluded : List.of("kRSA", "AES128-SHA256", "kRSA+AES128")) {
            var without = new Requirement.Encrypted(options(MEDIUM + ":!" + excluded, ALL, null));
            assertThat(summary(with(RIGHT.serverContext(), rsaKeyExchange, without)))
                    .isEqualTo("failed tls.handshake-failed");
        }
    }

    @Test
    void serverNameIsSentWhenAskedForAndOnlyThen() throws Exception {
        var seen = new java.util.concurrent.ConcurrentLinkedQueue<String>();
        java.util.function.Consumer<javax.net.ssl.SSLParameters> watch =
                parameters -> parameters.setSNIMatchers(List.of(new Watch(seen)));
        with(RIGHT.serverContext(), watch, encrypt());
        assertThat(seen).isEmpty();
        var named = new Requirement.Encrypted(options(MEDIUM, ALL, "odd.example"));
        assertThat(established(with(RIGHT.serverContext(), watch, named))
                        .facts()
                        .serverName())
                .isEqualTo("odd.example");
        assertThat(seen).contains("odd.example");
    }

    @Test
    void warningAboutTheServerNameIsNotTheEnd() throws Exception {
        var outcome = against(
                peer -> {
                    var context = RIGHT.serverContext();
                    peer.warnThenHandshake(new byte[] {21, 3, 3, 0, 2, 1, 112}, context);
                    peer.serve();
                },
                new Requirement.Encrypted(options(MEDIUM, ALL, "other.example")),
                Duration.ofSeconds(20));
        assertThat(summary(outcome)).isEqualTo("trusted");
        assertThat(((HandshakeOutcome.Established) outcome).notes())
                .extracting("code")
                .containsExactly("tls.sni-not-recognised");
    }

    @Test
    void clientCertificateIsNeverSent() throws Exception {
        java.util.function.Consumer<javax.net.ssl.SSLParameters> wants12 = parameters -> {
            parameters.setNeedClientAuth(true);
            parameters.setProtocols(new String[] {"TLSv1.2"});
        };
        assertThat(summary(with(trustingContext(), wants12, encrypt()))).startsWith("failed tls.");
        try (var server = ScriptedServer.playing(peer -> {
                    peer.offerTls();
                    var context = trustingContext();
                    var parameters = context.getDefaultSSLParameters();
                    parameters.setNeedClientAuth(true);
                    peer.handshake(context, parameters).serve();
                });
                var connection = Handshakes.connect(server)) {
            TlsSession session = established(Handshakes.trusting(LAB.certificate())
                    .connect(connection.wire(), secure("mx.example"), Duration.ofSeconds(20)));
            assertThat(session.facts().security()).isEqualTo(Security.VERIFIED);
            connection.switchTo(session.input(), session.output(), "TLS");
            var failure = catchThrowableOfType(SmtpException.class, () -> connection.hello("c.example"));
            assertThat(failure.failure()).isEqualTo(new SmtpFailure.ConnectionLost(Phase.EHLO));
            assertThat(failure.failure().status()).hasToString("4.4.2");
        }
    }

    @Test
    void anchorFileReplacesTheDefaultAnchors(@TempDir Path directory) throws Exception {
        Identity other = Identity.authority("Other CA");
        Path file = directory.resolve("other.pem");
        try (var writer = new PemWriter(Files.newBufferedWriter(file))) {
            writer.writeObject(new PemObject("CERTIFICATE", other.certificate().getEncoded()));
        }
        var requirement = new Requirement.Names(options(), List.of("mx.example"), List.of(file));
        Identity byOther = Identity.named("mx").dns("mx.example").issuedBy(other);
        assertThat(summary(with(byOther, requirement))).isEqualTo("verified");
        assertThat(summary(with(byOther.alone(), requirement))).isEqualTo("verified");
        assertThat(summary(with(RIGHT, requirement))).isEqualTo("untrusted tls.not-by-anchor-file");
        Identity stale = Identity.named("mx").dns("mx.example").expired().issuedBy(other);
        assertThat(summary(with(stale, requirement))).isEqualTo("untrusted tls.expired");
        var missing = new Requirement.Names(options(), List.of("mx.example"), List.of(directory.resolve("gone.pem")));
        assertThat(summary(with(byOther, missing))).isEqualTo("untrusted tls.anchor-file");
    }

    /** A server that asks for client certificates of a CA we have none of. */
    private static SSLContext trustingContext() throws Exception {
        var store = java.security.KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("k", RIGHT.key(), new char[0], RIGHT.chain().toArray(java.security.cert.Certificate[]::new));
        var keys = javax.net.ssl.KeyManagerFactory.getInstance("SunX509");
        keys.init(store, new char[0]);
        var anchors = java.security.KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry("lab", LAB.certificate());
        var trust = javax.net.ssl.TrustManagerFactory.getInstance("PKIX");
        trust.init(anchors);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** Notes what a server was asked for. */
    private static final class Watch extends SNIMatcher {
        private final java.util.Collection<String> seen;

        Watch(java.util.Collection<String> seen) {
            super(0);
            this.seen = seen;
        }

        @Override
        public boolean matches(SNIServerName name) {
            seen.add(
                    name instanceof SNIHostName host
                            ? host.getAsciiName()
                            : new String(name.getEncoded(), java.nio.charset.StandardCharsets.US_ASCII));
            return true;
        }
    }
}
