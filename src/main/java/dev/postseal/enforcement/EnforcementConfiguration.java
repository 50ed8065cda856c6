package dev.postseal.enforcement;

import dev.postseal.dns.MailDns;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the engine together; the rest of the package knows no Spring. */
@Configuration(proxyBeanMethods = false)
class EnforcementConfiguration {
    @Bean
    TrustAnchors trustAnchors(EnforcementSettings settings) {
        return settings.anchors();
    }

    @Bean
    TlsEngine tlsEngine(TrustAnchors trustAnchors, Clock clock) {
        return new JsseEngine(trustAnchors, clock);
    }

    @Bean
    Requirements requirements(MailDns dns) {
        return new Requirements(dns);
    }
}
