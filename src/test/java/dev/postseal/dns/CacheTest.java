package dev.postseal.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.mail.DomainName;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered, for how long, and how often the servers are asked. */
class CacheTest {
    private static final DomainName DOMAIN = DomainName.parse("a.signed.test");

    @TempDir
    Path directory;

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private TestDns server;
    private MailDns dns;

    @BeforeEach
    void start() {
        server = TestDns.start().add("a.signed.test", 60, "MX", "10 mx.signed.test.");
        dns = server.mailDns(directory, new ShiftedClock());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anAnswerIsAskedForOnceInItsLifetime() {
        dns.mx(DOMAIN);
        ahead.set(Duration.ofSeconds(50));
        dns.mx(DOMAIN);
        assertThat(server.count("a.signed.test", "MX")).isEqualTo(1);

        ahead.set(Duration.ofSeconds(70));
        dns.mx(DOMAIN);
        assertThat(server.count("a.signed.test", "MX")).isEqualTo(2);
    }

    @Test
    void absenceIsRememberedForTheNegativeTtl() {
        var nowhere = DomainName.parse("nowhere.signed.test");
        dns.mx(nowhere);
        dns.mx(nowhere);
        assertThat(server.count("nowhere.signed.test", "MX")).isEqualTo(1);

        ahead.set(Duration.ofSeconds(70));
        dns.mx(nowhere);
        assertThat(server.count("nowhere.signed.test", "MX")).isEqualTo(2);
    }

    @Test
    void aFailureIsRememberedForMomentsOnly() {
        server.fault("a.signed.test", "MX", TestDns.Fault.SERVFAIL);
        assertThat(dns.mx(DOMAIN)).isInstanceOf(MxAnswer.Failed.class);
        server.heal();
        assertThat(dns.mx(DOMAIN)).isInstanceOf(MxAnswer.Failed.class);

        ahead.set(Duration.ofSeconds(10));
        assertThat(dns.mx(DOMAIN)).isInstanceOf(MxAnswer.Hosts.class);
    }

    @Test
    void whatIsForgottenIsAskedAgain() {
        dns.mx(DOMAIN);
        dns.forget(DomainName.parse("signed.test"));
        dns.mx(DOMAIN);

        assertThat(server.count("a.signed.test", "MX")).isEqualTo(2);
    }

    @Test
    void anAnswerWithoutLifetimeIsNotRemembered() {
        var hasty = DomainName.parse("b.signed.test");
        server.add("b.signed.test", 0, "MX", "10 mx.signed.test.");
        dns.mx(hasty);
        dns.mx(hasty);

        assertThat(server.count("b.signed.test", "MX")).isEqualTo(2);
    }

    @Test
    void keysAreFetchedOncePerZone() {
        for (int i = 0; i < 5; i++) {
            dns.mx(DomainName.parse("nowhere" + i + ".signed.test"));
        }

        assertThat(server.count("signed.test", "DNSKEY")).isEqualTo(1);
        assertThat(server.count(".", "DNSKEY")).isEqualTo(1);
    }

    @Test
    void manyWhoAskTheSameShareOneQuery() throws Exception {
        var release = new CountDownLatch(1);
        server.forge("a.signed.test", "MX", answer -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return answer;
        });
        try (var threads = Executors.newCachedThreadPool()) {
            var answers = new ArrayList<Future<MxAnswer>>();
            for (int i = 0; i < 50; i++) {
                answers.add(threads.submit(() -> dns.mx(DOMAIN)));
            }
            while (server.count("a.signed.test", "MX") == 0) {
                Thread.onSpinWait();
            }
            release.countDown();
            for (Future<MxAnswer> answer : answers) {
                assertThat(answer.get()).isInstanceOf(MxAnswer.Hosts.class);
            }
        }
        assertThat(server.count("a.signed.test", "MX")).isEqualTo(1);
    }

    @Test
    void theCacheIsBounded() {
        var cache = new ExpiringCache<Integer, Instant>(3, Clock.systemUTC(), value -> value);
        for (int i = 0; i < 10; i++) {
            cache.put(i, Instant.MAX);
        }

        assertThat(cache.size()).isEqualTo(3);
        assertThat(cache.find(9)).isPresent();
        assertThat(cache.find(0)).isEmpty();
    }

    private final class ShiftedClock extends Clock {
        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(ahead.get());
        }

        @Override
        public java.time.ZoneId getZone() {
            return java.time.ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
