package dev.postseal.enforcement;

import dev.postseal.smtp.SmtpTimeouts;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Openers, and the laboratory's authority that they trust. */
public final class OpenerFixture {
    public static final Identity LAB = Handshakes.LAB;

    private OpenerFixture() {}

    /** Trusts the laboratory's authority. */
    public static SessionOpener opener(Duration timeout) {
        return opener(Authorities.of(TrustAnchors.of(List.of(LAB.certificate())), Clock.systemUTC()), timeout);
    }

    public static SessionOpener opener(Authorities authorities, Duration timeout) {
        return new SessionOpener(
                new JsseEngine(authorities, Clock.systemUTC()),
                new SmtpTimeouts(timeout, timeout),
                timeout,
                "client.example");
    }
}
