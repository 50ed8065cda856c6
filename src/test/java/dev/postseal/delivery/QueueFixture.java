package dev.postseal.delivery;

import com.zaxxer.hikari.HikariDataSource;
import dev.postseal.SettableClock;
import dev.postseal.database.TestDatabase;
import dev.postseal.lookup.FollowedPolicies;
import dev.postseal.lookup.PolicyLookup;
import dev.postseal.mail.EmailAddress;
import dev.postseal.mail.ReversePath;
import dev.postseal.policy.Level;
import dev.postseal.policy.TlsPolicy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The queue on a real database of its own, with any number of nodes; claims and time move when the test says so. */
final class QueueFixture {
    static final String TEXT = "From: <sender@example.org>\r\nSubject: Hello\r\n\r\nText\r\n";

    /** Where large messages are spooled. */
    final Path spool = emptyDirectory();

    final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T08:00:00Z"));
    final PolicyLookup policies = FollowedPolicies.current(TlsPolicy.of(Level.MAY));
    final DeliverySettings settings;
    private final HikariDataSource source;
    final JdbcClient jdbc;
    final TransactionTemplate transaction;
    final QueueSignal signal;
    final MessageStore messages;
    final AttemptRows attempts;
    final Bounces bounces;
    final StoredQueue queue;
    final StoredDeliveries deliveries;
    final ScriptedCarrier carrier = new ScriptedCarrier(clock);

    QueueFixture() {
        this(settings(20));
    }

    QueueFixture(DeliverySettings settings) {
        this.settings = settings;
        source = new HikariDataSource();
        source.setDataSource(TestDatabase.fresh().dataSource());
        source.setMaximumPoolSize(8);
        source.setMinimumIdle(0);
        source.setIdleTimeout(10_000);
        jdbc = JdbcClient.create(source);
        transaction = new TransactionTemplate(new DataSourceTransactionManager(source));
        signal = new QueueSignal(jdbc);
        var spools = new SpoolDirectory(spool);
        var hello = new HelloName(settings);
        messages = new MessageStore(jdbc, new Routes(settings), clock);
        attempts = new AttemptRows(jdbc, JsonMapper.builder().build());
        var texts = new ResourceBundleMessageSource();
        texts.setBasenames("messages/mail", "messages/reason");
        texts.setDefaultEncoding("UTF-8");
        texts.setFallbackToSystemLocale(false);
        bounces = new Bounces(jdbc, messages, new BounceText(texts), hello, spools, clock);
        queue = new StoredQueue(messages, transaction, hello, signal, spools, clock);
        deliveries = new StoredDeliveries(
                transaction,
                new DeliverySearch(jdbc, attempts),
                new QueueActs(jdbc, messages, bounces, clock),
                signal,
                event -> {});
    }

    static DeliverySettings settings(int perDestination) {
        return new DeliverySettings(
                true,
                25,
                "mail.postseal.test",
                null,
                Map.of(),
                Duration.ofDays(5),
                Duration.ofMinutes(5),
                Duration.ofHours(4),
                200,
                perDestination,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1));
    }

    Accepted accept(String from, String... recipients) {
        return acceptText(from, TEXT, recipients);
    }

    Accepted acceptText(String from, String text, String... recipients) {
        try {
            return queue.accept(new IncomingMessage(
                    ReversePath.parse(from),
                    Stream.of(recipients).map(EmailAddress::parse).toList(),
                    new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                    false,
                    new Origin.Smtp("client.example", InetAddress.getLoopbackAddress(), "ESMTP")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One node that shares the queue; it does nothing by itself. */
    final class TestNode {
        final Node node;
        final Claims claims;
        final Leases leases;
        final Outcomes outcomes;
        final CarryOut carryOut;
        final Slots slots = new Slots(settings.concurrency(), settings.concurrencyPerDestination());

        TestNode(String name) {
            node = new Node(name, name + "/1");
            claims = new Claims(jdbc, messages, node, DeliveryEngine.LEASE, clock);
            leases = new Leases(jdbc, node, DeliveryEngine.LEASE, clock);
            outcomes =
                    new Outcomes(jdbc, transaction, messages, attempts, bounces, new RetryPlan(settings), node, clock);
            carryOut = new CarryOut(carrier, outcomes, leases, clock);
        }

        List<ClaimedGroup> claim() {
            return claims.claim(slots.free());
        }

        /** Claims and carries until nothing is due. */
        void work() {
            for (List<ClaimedGroup> groups = claim(); !groups.isEmpty(); groups = claim()) {
                groups.forEach(carryOut::carry);
            }
        }
    }

    TestNode node(String name) {
        return new TestNode(name);
    }

    private static Path emptyDirectory() {
        try {
            Path directory = Files.createTempDirectory("spool");
            directory.toFile().deleteOnExit();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets go of the database. */
    void close() {
        source.close();
    }

    Delivery delivery(Accepted accepted, int index) {
        return get(accepted, index).delivery();
    }

    DeliveryWithAttempts get(Accepted accepted, int index) {
        return deliveries.get(accepted.deliveries().get(index).id()).orElseThrow();
    }

    long count(String table) {
        return jdbc.sql("SELECT count(*) FROM " + table.toLowerCase(Locale.ROOT))
                .query(Long.class)
                .single();
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain");
            }
            LockSupport.parkNanos(5_000_000);
        }
    }
}
