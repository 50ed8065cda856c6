package dev.postseal.web.policies;

import dev.postseal.delivery.DeliverySettings;
import dev.postseal.dns.HostsAnswer;
import dev.postseal.dns.MailHost;
import dev.postseal.dns.MailHosts;
import dev.postseal.enforcement.Derivation;
import dev.postseal.enforcement.HostFacts;
import dev.postseal.enforcement.Requirement;
import dev.postseal.enforcement.Requirements;
import dev.postseal.mail.NextHop;
import dev.postseal.policy.Level;
import dev.postseal.policy.TlsPolicy;
import dev.postseal.threads.Workers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Asks DNS, as a delivery under dane-only would, whether a next hop publishes what proves its servers. It does NOT connect
 * to them: whether their certificates fit is not known.
 */
@Component
class DaneCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int AT_ONCE = 8;

    /** What was found; its text is {@code policy.dane.<name>}. */
    enum Answer {
        /** For every mail server. */
        ALL,
        /** For some of them. */
        SOME,
        NONE,
        /** DNS did not say in time, or others are asking already. */
        UNKNOWN
    }

    private final MailHosts hosts;
    private final Requirements requirements;
    private final DeliverySettings settings;
    private final Executor threads;
    private final Semaphore places = new Semaphore(AT_ONCE);

    @Autowired
    DaneCheck(MailHosts hosts, Requirements requirements, DeliverySettings settings) {
        this(hosts, requirements, settings, new Workers("dane-check"));
    }

    /** @param threads of which one is asked for by each check */
    DaneCheck(MailHosts hosts, Requirements requirements, DeliverySettings settings, Executor threads) {
        this.threads = threads;
        this.hosts = hosts;
        this.requirements = requirements;
        this.settings = settings;
    }

    /** Returns within a few seconds. What DNS says later is remembered, so that asking again may help. */
    Answer of(NextHop nextHop) {
        if (!places.tryAcquire()) {
            return Answer.UNKNOWN;
        }
        var asking = new FutureTask<>(() -> {
            try {
                return ask(nextHop);
            } finally {
                places.release();
            }
        });
        try {
            threads.execute(asking);
        } catch (RejectedExecutionException noThread) {
            places.release();
            return Answer.UNKNOWN;
        }
        return await(asking);
    }

    private static Answer await(FutureTask<Answer> asking) {
        try {
            return asking.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return Answer.UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.UNKNOWN;
        }
    }

    private Answer ask(NextHop nextHop) {
        return switch (hosts.of(nextHop)) {
            case HostsAnswer.None none -> none.status().statusClass() == 4 ? Answer.UNKNOWN : Answer.NONE;
            case HostsAnswer.Found found -> all(found.hosts(), nextHop);
        };
    }

    private Answer all(List<MailHost> found, NextHop nextHop) {
        long proving = found.stream().filter(host -> isProving(host, nextHop)).count();
        if (proving == 0) {
            return Answer.NONE;
        }
        return proving == found.size() ? Answer.ALL : Answer.SOME;
    }

    private boolean isProving(MailHost host, NextHop nextHop) {
        int port = nextHop.port().orElse(settings.port());
        var facts = new HostFacts(host.name(), port, host.mx(), host.found());
        return switch (requirements.derive(TlsPolicy.of(Level.DANE_ONLY), nextHop, facts)) {
            case Derivation.SkipHost ignored -> false;
            case Derivation.Require required ->
                required.requirement() instanceof Requirement.Tlsa tlsa
                        && !tlsa.records().isEmpty();
        };
    }
}
