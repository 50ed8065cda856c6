package dev.postseal.policy;

import java.util.ArrayList;
import java.util.List;

/** Collects what is to be said about the parameters of one policy. */
final class Remarks {
    private static final String FIELD = "parameters";

    private final List<Problem> problems = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    void problem(ProblemCode code, String... arguments) {
        problems.add(Problem.of(FIELD, code, arguments));
    }

    void finding(FindingCode code, String... arguments) {
        findings.add(Finding.of(FIELD, code, arguments));
    }

    List<Problem> problems() {
        return problems;
    }

    List<Finding> findings() {
        return findings;
    }
}
