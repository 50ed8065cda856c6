package dev.postseal.policy;

import dev.postseal.mail.SyntaxException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
        CheckedThereafter thereafter = thereafter(draft, problems);
        return switch (grammar.parse(draft.policy(), draft.parameters())) {
            case ParsedPolicy.Refused refused -> {
                problems.addAll(refused.problems());
                yield new Result.Broken(problems);
            }
            case ParsedPolicy.Accepted accepted ->
                problems.isEmpty()
                        ? new Result.Kept(checked(draft, target.orElseThrow(), accepted, thereafter), accepted.policy())
                        : new Result.Broken(problems);
        };
    }

    /**
     * @param value null: the draft has none, or it breaks rules
     */
    private record CheckedThereafter(@Nullable Thereafter value, List<Finding> findings) {
        static final CheckedThereafter NONE = new CheckedThereafter(null, List.of());
    }

    /** What is to apply after the end keeps the rules of the entry itself; without an end it would never apply. */
    private CheckedThereafter thereafter(PolicyDraft draft, List<Problem> problems) {
        ThereafterDraft then = draft.thereafter();
        if (then == null) {
            return CheckedThereafter.NONE;
        }
        Instant end = draft.expiresAt();
        if (end == null) {
            problems.add(Problem.of("thereafter", ProblemCode.THEREAFTER__NO_END));
        } else if (isOver(end)) {
            // It would go back before it ever applied, and what was typed would be lost.
            problems.add(Problem.of("expiresAt", ProblemCode.EXPIRES__OVER));
        }
        requireText("thereafter.reason", then.reason(), MAX_REASON, problems);
        requireText("thereafter.owner", then.owner(), MAX_OWNER, problems);
        return switch (grammar.parse(then.policy(), then.parameters())) {
            case ParsedPolicy.Refused refused -> {
                refused.problems().stream().map(Problem::ofThereafter).forEach(problems::add);
                yield CheckedThereafter.NONE;
            }
            case ParsedPolicy.Accepted accepted ->
                new CheckedThereafter(
                        new Thereafter(
                                accepted.policy().level(),
                                accepted.parameters(),
                                then.reason().strip(),
                                then.owner().strip()),
                        accepted.findings().stream().map(Finding::ofThereafter).toList());
        };
    }

    static boolean isOwner(String text) {
        List<Problem> problems = new ArrayList<>();
        requireText("owner", text, MAX_OWNER, problems);
        return problems.isEmpty();
    }

    private CheckedDraft checked(
            PolicyDraft draft, Target target, ParsedPolicy.Accepted accepted, CheckedThereafter thereafter) {
        List<Finding> findings = new ArrayList<>(target.findings());
        findings.addAll(accepted.findings());
        findings.addAll(thereafter.findings());
        Instant expiresAt = draft.expiresAt();
        if (expiresAt != null && thereafter.value() == null && isOver(expiresAt)) {
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
                thereafter.value(),
                findings);
    }

    /** Whether nothing is wrong but that the end has come. */
    boolean isOverOnly(PolicyDraft draft) {
        List<Problem> problems = problems(draft);
        return !problems.isEmpty()
                && problems.stream().allMatch(problem -> problem.code().equals(ProblemCode.EXPIRES__OVER.text()));
    }

    /** What is wrong with the draft; nothing when it may be written. */
    List<Problem> problems(PolicyDraft draft) {
        return switch (check(draft)) {
            case Result.Broken(List<Problem> problems) -> problems;
            case Result.Kept kept -> List.of();
        };
    }

    /** What is wrong with giving the entry this end: it would go back at once and what it says would be lost. */
    List<Problem> problemsWithEnd(PolicyEntry entry, @Nullable Instant end) {
        return entry.thereafter() != null && end != null && !end.equals(entry.expiresAt()) && isOver(end)
                ? List.of(Problem.of("expiresAt", ProblemCode.EXPIRES__OVER))
                : List.of();
    }

    private boolean isOver(Instant end) {
        return !end.isAfter(clock.instant());
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
        if (hasControl(text)) {
            problems.add(Problem.of(field, ProblemCode.TEXT__CONTROL_CHARACTER));
        }
    }

    private static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t') {
                return true;
            }
        }
        return false;
    }
}
