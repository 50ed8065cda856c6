package dev.postseal.delivery;

import dev.postseal.dns.MailDns;
import dev.postseal.dns.MailHosts;
import dev.postseal.enforcement.SessionOpener;
import dev.postseal.enforcement.TlsEngine;
import dev.postseal.smtp.SmtpTimeouts;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CarrierConfiguration {
    @Bean
    MailHosts mailHosts(MailDns dns) {
        return new MailHosts(dns, RandomGenerator.getDefault());
    }

    @Bean
    SessionOpener sessionOpener(TlsEngine engine, DeliverySettings settings, HelloName helloName) {
        return new SessionOpener(
                engine,
                new SmtpTimeouts(settings.connectTimeout(), settings.commandTimeout()),
                settings.tlsTimeout(),
                helloName.text());
    }
}
