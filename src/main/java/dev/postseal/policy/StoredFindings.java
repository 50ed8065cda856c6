package dev.postseal.policy;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Findings are not stored: what is worth knowing about an entry can change without the entry changing. */
@Component
class StoredFindings {
    private final PolicyGrammar grammar;

    StoredFindings(PolicyGrammar grammar) {
        this.grammar = grammar;
    }

    List<Finding> of(PolicyEntry entry) {
        List<Finding> findings = new ArrayList<>(new Target(entry.target()).findings());
        findings.addAll(of(entry.policy(), entry.parameters()));
        Thereafter then = entry.thereafter();
        if (then != null) {
            of(then.policy(), then.parameters()).stream()
                    .map(Finding::ofThereafter)
                    .forEach(findings::add);
        }
        return findings;
    }

    private List<Finding> of(Level level, String parameters) {
        return switch (grammar.parse(level.text(), parameters)) {
            case ParsedPolicy.Accepted accepted -> accepted.findings();
            case ParsedPolicy.Refused refused ->
                refused.problems().stream().map(StoredFindings::noLongerValid).toList();
        };
    }

    /** A stored entry that the grammar refuses today, because a trust anchor file has gone: mail waits. */
    private static Finding noLongerValid(Problem problem) {
        return Finding.of(problem.field(), FindingCode.ENTRY__NO_LONGER_VALID, problem.code());
    }
}
