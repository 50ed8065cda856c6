package dev.postseal.policy;

import java.nio.file.Path;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PolicyConfiguration {
    /** For everything that is written; stored entries are read without asking the file system. */
    @Bean
    PolicyGrammar policyGrammar(
            @Value("${postseal.policy.tafile-directories:/etc/ssl,/etc/postfix,${postseal.data-dir}/trust}")
                    List<Path> directories) {
        return new PolicyGrammar(new TrustAnchorDirectories(directories));
    }
}
