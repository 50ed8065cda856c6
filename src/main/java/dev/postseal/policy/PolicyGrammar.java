package dev.postseal.policy;

import java.util.List;

/** Stands in until the grammar is merged. */
public final class PolicyGrammar {
    public ParsedPolicy parse(String level, String parameters) {
        return Level.find(level)
                .<ParsedPolicy>map(known -> new ParsedPolicy.Accepted(TlsPolicy.of(known), parameters, List.of()))
                .orElseGet(() -> new ParsedPolicy.Refused(
                        List.of(new Problem("policy", "policy.level-unknown", List.of(level)))));
    }
}
