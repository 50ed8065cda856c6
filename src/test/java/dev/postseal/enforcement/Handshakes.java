package dev.postseal.enforcement;

import dev.postseal.policy.TlsVersion;
import dev.postseal.smtp.ScriptedServer;
import dev.postseal.smtp.SmtpConnection;
import dev.postseal.smtp.SmtpTimeouts;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** Makes one handshake between the engine and a scripted server. */
final class Handshakes {
    static final Identity LAB = Identity.authority("Lab CA");
    static final String MEDIUM =
            "aNULL:-aNULL:HIGH:MEDIUM:@STRENGTH:!SEED:!IDEA:!3DES:!RC2:!RC4:!kDHr:!kDHd:!kECDHr:!kECDHe:!aDSS:!MD5";
    static final Set<TlsVersion> ALL = Set.of(TlsVersion.values());

    private Handshakes() {}

    static JsseEngine trusting(X509Certificate... anchors) {
        return new JsseEngine(Authorities.of(TrustAnchors.of(List.of(anchors)), Clock.systemUTC()), Clock.systemUTC());
    }

    static Requirement.HandshakeOptions options() {
        return options(MEDIUM + ":!aNULL", ALL, null);
    }

    static Requirement.HandshakeOptions options(
            String ciphers, Set<TlsVersion> protocols, @Nullable String serverName) {
        return new Requirement.HandshakeOptions(protocols, ciphers, serverName, false, null);
    }

    static Requirement.Tls encrypt() {
        return new Requirement.Encrypted(options(MEDIUM + ":!eNULL", ALL, null));
    }

    static Requirement.Tls secure(String... patterns) {
        return new Requirement.Names(options(), List.of(patterns), List.of());
    }

    /** Against a server with this identity that otherwise does as JSSE does. */
    static HandshakeOutcome with(Identity server, Requirement.Tls requirement) throws Exception {
        return with(server.serverContext(), parameters -> {}, requirement);
    }

    static HandshakeOutcome with(SSLContext context, Consumer<SSLParameters> tuning, Requirement.Tls requirement)
            throws Exception {
        var parameters = context.getDefaultSSLParameters();
        tuning.accept(parameters);
        return against(
                peer -> {
                    peer.handshake(context, parameters);
                    peer.serve("8BITMIME");
                },
                requirement,
                Duration.ofSeconds(20));
    }

    /** Against whatever the script does after its 220 to STARTTLS. */
    static HandshakeOutcome against(ScriptedServer.Script afterStartTls, Requirement.Tls requirement, Duration within)
            throws Exception {
        try (var server = ScriptedServer.playing(peer -> {
                    peer.offerTls();
                    afterStartTls.play(peer);
                });
                var session = connect(server)) {
            return trusting(LAB.certificate()).connect(session.wire(), requirement, within);
        }
    }

    /** Up to and with the server's 220 to STARTTLS. */
    static SmtpConnection connect(ScriptedServer server) throws Exception {
        var session = SmtpConnection.connect(server.address(), SmtpTimeouts.DEFAULT);
        session.greeting();
        session.hello("client.example");
        if (session.startTls(dev.postseal.smtp.CommandGate.OPEN, Duration.ofSeconds(20))
                        .code()
                != 220) {
            throw new IllegalStateException("no 220");
        }
        return session;
    }

    static TlsSession established(HandshakeOutcome outcome) {
        return switch (outcome) {
            case HandshakeOutcome.Established established -> established.session();
            case HandshakeOutcome.Failed failed -> throw new AssertionError(failed.reason());
            case HandshakeOutcome.NotEnforceable not -> throw new AssertionError(not.reason());
        };
    }

    /** {@code verified}, or {@code trusted tls.name-mismatch}, or {@code failed tls.timeout}. */
    static String summary(HandshakeOutcome outcome) {
        return switch (outcome) {
            case HandshakeOutcome.Established established -> summary(established.session());
            case HandshakeOutcome.Failed failed -> "failed " + failed.reason().code();
            case HandshakeOutcome.NotEnforceable not ->
                "not enforceable " + not.reason().code();
        };
    }

    private static String summary(TlsSession session) {
        String security = session.facts().security().text();
        return switch (session.verdict()) {
            case Verdict.Satisfied ignored -> security;
            case Verdict.NotProven not -> security + " " + not.reason().code();
        };
    }
}
