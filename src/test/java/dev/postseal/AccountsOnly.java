package dev.postseal;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/**
 * The part of the product that lets people and programs in, without what they then find: starts sooner, and fails for
 * reasons of its own only. Not a {@code @Configuration}, or the product's tests would pick it up.
 */
@EnableAutoConfiguration
@ComponentScan({
    "dev.postseal.database",
    "dev.postseal.account",
    "dev.postseal.web.security",
    "dev.postseal.api.security",
    "dev.postseal.api.errors",
    "dev.postseal.api.texts"
})
@ConfigurationPropertiesScan({"dev.postseal.database", "dev.postseal.account"})
public class AccountsOnly {
    /** Readiness asks for it, and this part has no policies. */
    @Bean
    HealthIndicator policiesHealthIndicator() {
        return () -> Health.up().build();
    }

    /** A health group names it, and this part has no file to export to. */
    @Bean
    HealthIndicator exportFileHealthIndicator() {
        return () -> Health.up().build();
    }
}
