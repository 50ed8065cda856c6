package dev.postseal.api.lookup;

import dev.postseal.policy.ParsedPolicy;
import dev.postseal.policy.PolicyGrammar;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The parameters of the policy for next hops without an entry, in canonical Postfix syntax. */
@Component
class DefaultPolicy {
    private final String parameters;

    DefaultPolicy(PolicyGrammar grammar, @Value("${postseal.delivery.default-policy:may}") String line) {
        String[] parts = line.strip().split("[\\s,]+", 2);
        this.parameters = parts.length < 2
                ? ""
                : switch (grammar.parse(parts[0], parts[1])) {
                    case ParsedPolicy.Accepted accepted -> accepted.parameters();
                    // The lookup itself has refused to start with it.
                    case ParsedPolicy.Refused refused -> parts[1];
                };
    }

    String parameters() {
        return parameters;
    }
}
