package dev.postseal.enforcement;

import java.io.InputStream;
import java.io.OutputStream;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What a handshake of {@link JsseEngine} came to. */
record JsseSession(TlsFacts facts, Verdict verdict, Grounds grounds, InputStream input, OutputStream output)
        implements TlsSession {
    static JsseSession judge(
            SSLEngine engine, JsseChannel channel, Requirement.Tls requirement, Anchors anchors, PeerJudge judge) {
        var session = engine.getSession();
        List<X509Certificate> chain = chain(engine);
        PeerJudge.Judgement judgement = judge.judge(requirement, anchors, chain);
        var facts = new TlsFacts(
                session.getProtocol(),
                CipherSuites.openSslName(session.getCipherSuite()),
                judgement.security(),
                judgement.matchedBy(),
                requirement.options().serverName(),
                chain.isEmpty() ? null : Certificates.facts(chain.getFirst()));
        return new JsseSession(
                facts, judgement.verdict(), new Grounds(requirement, anchors), channel.input(), channel.output());
    }

    /** Empty when the server sent no certificate, as with anonymous ciphers. */
    private static List<X509Certificate> chain(SSLEngine engine) {
        try {
            var chain = new ArrayList<X509Certificate>();
            for (Certificate certificate : engine.getSession().getPeerCertificates()) {
                chain.add((X509Certificate) certificate);
            }
            return chain;
        } catch (SSLPeerUnverifiedException e) {
            return List.of();
        }
    }
}
