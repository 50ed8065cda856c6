package dev.postseal.smtp;

import dev.postseal.mail.EmailAddress;
import dev.postseal.mail.ReversePath;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Timeout;

/** What the tests of one connection share. */
@Timeout(30)
abstract class SmtpConnectionFixture {
    static final SmtpTimeouts QUICK = new SmtpTimeouts(Duration.ofSeconds(5), Duration.ofMillis(400));
    static final SmtpTimeouts PATIENT = new SmtpTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(10));

    static Envelope envelope(String... recipients) {
        return new Envelope(
                ReversePath.parse("s@y.example"),
                Arrays.stream(recipients).map(EmailAddress::parse).toList(),
                42,
                true,
                false);
    }

    static MessageSource message(String text) {
        return () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
