package dev.postseal.delivery;

import dev.postseal.dns.MailDns;
import dev.postseal.dns.MailHosts;
import dev.postseal.dns.TestDns;
import dev.postseal.enforcement.OpenerFixture;
import dev.postseal.enforcement.Requirements;
import dev.postseal.enforcement.SessionOpener;
import dev.postseal.lookup.PolicyLookup;
import dev.postseal.mail.EmailAddress;
import dev.postseal.mail.NextHop;
import dev.postseal.mail.ReversePath;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The carrier with all its real parts, a DNS of its own, and no queue. */
final class CarrierFixture implements AutoCloseable {
    private static final byte[] TEXT = "Subject: Hello\r\n\r\nText\r\n".getBytes(StandardCharsets.US_ASCII);

    final TestDns dns;
    final MailDns mailDns;
    final SessionPool pool;
    private final SmtpCarrier carrier;
    private final AtomicLong number = new AtomicLong();

    CarrierFixture(Path directory, PolicyLookup policies, DeliverySettings settings) throws Exception {
        this(directory, policies, settings, OpenerFixture.opener(Duration.ofSeconds(5)), Clock.systemUTC());
    }

    CarrierFixture(
            Path directory, PolicyLookup policies, DeliverySettings settings, SessionOpener opener, Clock clock) {
        dns = TestDns.start();
        mailDns = dns.mailDns(directory, clock);
        pool = new SessionPool(settings, clock);
        carrier = new SmtpCarrier(
                policies,
                new Routes(settings),
                new MailHosts(mailDns, RandomGenerator.getDefault()),
                new Requirements(mailDns),
                opener,
                pool,
                settings,
                clock);
    }

    static DeliverySettings settings(int concurrency, Map<String, String> routes) {
        return new DeliverySettings(
                true,
                25,
                "mail.postseal.test",
                null,
                routes,
                Duration.ofDays(5),
                Duration.ofMinutes(5),
                Duration.ofHours(4),
                concurrency,
                20,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5));
    }

    /** What came of one message, recipient by recipient, in the order given. */
    List<AttemptRecord> carry(String nextHop, String... addresses) {
        return carry(Clock.systemUTC().instant(), nextHop, addresses);
    }

    /** The same for a message that has waited since then. */
    List<AttemptRecord> carry(Instant queuedAt, String nextHop, String... addresses) {
        List<Recipient> recipients = Stream.of(addresses)
                .map(address -> new Recipient(number.incrementAndGet(), EmailAddress.parse(address), 1))
                .toList();
        Map<Recipient, AttemptRecord> attempts = carrier.carry(message(queuedAt), NextHop.parse(nextHop), recipients)
                .attempts();
        return recipients.stream().map(attempts::get).toList();
    }

    private static OutgoingMessage message(Instant queuedAt) {
        return new OutgoingMessage(
                "m1",
                ReversePath.parse("s@example.org"),
                TEXT.length,
                false,
                false,
                queuedAt,
                () -> new ByteArrayInputStream(TEXT));
    }

    @Override
    public void close() throws Exception {
        pool.close();
        dns.close();
    }
}
