package dev.postseal.policy;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PolicyConfiguration {
    @Bean
    PolicyGrammar policyGrammar() {
        return new PolicyGrammar();
    }
}
