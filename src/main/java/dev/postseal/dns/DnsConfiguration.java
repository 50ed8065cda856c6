package dev.postseal.dns;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DnsConfiguration {
    @Bean
    MailDns mailDns(DnsSettings settings, Clock clock) {
        return MailDns.of(settings, clock);
    }
}
