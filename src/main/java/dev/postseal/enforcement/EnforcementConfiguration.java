package dev.postseal.enforcement;

import dev.postseal.dns.MailDns;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the engine together; the rest of the package knows no Spring. */
@Configuration(proxyBeanMethods = false)
class EnforcementConfiguration {
    @Bean
    Authorities authorities(EnforcementSettings settings, Clock clock) {
        return settings.authorities(clock);
    }

    @Bean
    TlsEngine tlsEngine(Authorities authorities, Clock clock) {
        return new JsseEngine(authorities, clock);
    }

    @Bean
    Requirements requirements(MailDns dns) {
        return new Requirements(dns);
    }
}
