package dev.postseal.lookup;

import dev.postseal.policy.ParsedPolicy;
import dev.postseal.policy.PolicyGrammar;
import dev.postseal.policy.Problem;
import dev.postseal.policy.TlsPolicy;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The policy of next hops without an entry, from {@code postseal.delivery.default-policy}. */
final class DefaultPolicy {
    private static final String ALLOWED =
            " Allowed is a level with attributes as in smtp_tls_policy_maps, such as may, or encrypt ciphers=high.";

    private final PolicyGrammar grammar;
    private final Function<Problem, String> texts;

    /**
     * @param texts the rule that was broken, in English, as everything that is said before anybody has signed in
     */
    DefaultPolicy(PolicyGrammar grammar, Function<Problem, String> texts) {
        this.grammar = grammar;
        this.texts = texts;
    }

    /**
     * @throws IllegalArgumentException a line for administrators: the property, its value, what is wrong, what is allowed
     */
    TlsPolicy read(String line) {
        return switch (grammar.parseLine(line)) {
            case ParsedPolicy.Accepted accepted -> accepted.policy();
            case ParsedPolicy.Refused refused ->
                throw new IllegalArgumentException(
                        "postseal.delivery.default-policy=" + line + ": " + words(refused.problems()) + ALLOWED);
        };
    }

    /** A console in the C locale would print question marks for typographic ones. */
    private String words(List<Problem> problems) {
        return problems.stream()
                .map(problem -> texts.apply(problem).replaceAll("[“”]", "\"").replace('’', '\''))
                .collect(Collectors.joining(" "));
    }
}
