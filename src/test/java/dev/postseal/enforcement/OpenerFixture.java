package dev.postseal.enforcement;

import dev.postseal.smtp.SmtpTimeouts;
import java.time.Duration;

/** An opener that trusts the laboratory's authority. */
public final class OpenerFixture {
    private OpenerFixture() {}

    public static SessionOpener opener(Duration timeout) {
        return new SessionOpener(
                Handshakes.trusting(Handshakes.LAB.certificate()),
                new SmtpTimeouts(timeout, timeout),
                timeout,
                "client.example");
    }
}
