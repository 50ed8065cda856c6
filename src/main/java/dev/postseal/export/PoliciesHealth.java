package dev.postseal.export;

import dev.postseal.lookup.PolicyLookup;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * How old the policies are by which Postfix is answered. While the database does not confirm them, nobody knows whether they
 * are the latest (UNKNOWN), but they are served; DOWN is only a node that never had any.
 */
@Component("policiesHealthIndicator")
final class PoliciesHealth implements HealthIndicator, MeterBinder {
    private final PolicyLookup policies;

    PoliciesHealth(PolicyLookup policies) {
        this.policies = policies;
    }

    @Override
    public Health health() {
        long revision = policies.revision();
        if (revision < 0) {
            return Health.down().withDetail("loaded", false).build();
        }
        return (policies.isCurrent() ? Health.up() : Health.unknown())
                .withDetail("current", policies.isCurrent())
                .withDetail("revision", revision)
                .withDetail("lastContactSeconds", policies.sinceConfirmed().toSeconds())
                .build();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        TimeGauge.builder("postseal.policies.age", policies, TimeUnit.MILLISECONDS, PoliciesHealth::age)
                .description("Time since the database last confirmed the policies that are served")
                .register(registry);
    }

    private static double age(PolicyLookup policies) {
        return policies.revision() < 0 ? Double.NaN : policies.sinceConfirmed().toMillis();
    }
}
