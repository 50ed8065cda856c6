package dev.postseal.policy;

import dev.postseal.mail.SyntaxException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Checks every field of a draft and reports all problems at once, so that nobody has to correct one after another. */
@Component
class DraftRules {
    static final int MAX_REASON = 2000;
    static final int MAX_OWNER = 200;

    private final PolicyGrammar grammar;
    private final Clock clock;

    DraftRules(PolicyGrammar grammar, Clock clock) {
        this.grammar = grammar;
        this.clock = clock;
    }

    /** How the check ended. */
    sealed interface Result {
        record Kept(CheckedDraft draft, TlsPolicy policy) implements Result {}

        record Broken(List<Problem> problems) implements Result {}
    }

    Result check(PolicyDraft draft) {
        List<Problem> problems = new ArrayList<>();
        Optional<Target> target = target(draft.target(), problems);
        requireText("reason", draft.reason(), MAX_REASON, problems);
        requireText("owner", draft.owner(), MAX_OWNER, problems);
        return switch (grammar.parse(draft.policy(), draft.parameters())) {
            case ParsedPolicy.Refused refused -> {
                problems.addAll(refused.problems());
                yield new Result.Broken(problems);
            }
            case ParsedPolicy.Accepted accepted ->
                problems.isEmpty()
                        ? new Result.Kept(checked(draft, target.orElseThrow(), accepted), accepted.policy())
                        : new Result.Broken(problems);
        };
    }

    /** The same for an entry that is stored already. */
    Result checkStored(PolicyDraft draft) {
        return check(draft);
    }

    static boolean isOwner(String text) {
        List<Problem> problems = new ArrayList<>();
        requireText("owner", text, MAX_OWNER, problems);
        return problems.isEmpty();
    }

    private CheckedDraft checked(PolicyDraft draft, Target target, ParsedPolicy.Accepted accepted) {
        List<Finding> findings = new ArrayList<>(target.findings());
        findings.addAll(accepted.findings());
        Instant expiresAt = draft.expiresAt();
        if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
            findings.add(Finding.of("expiresAt", FindingCode.EXPIRES__PAST));
        }
        return new CheckedDraft(
                target,
                accepted.policy().level(),
                accepted.parameters(),
                draft.active(),
                draft.reason().strip(),
                draft.owner().strip(),
                expiresAt,
                findings);
    }

    private static Optional<Target> target(String text, List<Problem> problems) {
        try {
            return Optional.of(Target.parse(text));
        } catch (SyntaxException e) {
            problems.add(Problem.of("target", e));
            return Optional.empty();
        }
    }

    private static void requireText(String field, String text, int max, List<Problem> problems) {
        if (text.length() > max) {
            problems.add(Problem.of(field, ProblemCode.TEXT__TOO_LONG, String.valueOf(max)));
        }
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t')) {
            problems.add(Problem.of(field, ProblemCode.TEXT__CONTROL_CHARACTER));
        }
    }
}
