package dev.postseal.policy;

import dev.postseal.mail.SyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Checks every field of a draft and reports all problems at once, so that nobody has to correct one after another. */
@Component
class DraftRules {
    static final int MAX_REASON = 2000;
    static final int MAX_OWNER = 200;

    private final PolicyGrammar grammar;

    DraftRules(PolicyGrammar grammar) {
        this.grammar = grammar;
    }

    /** How the check ended. */
    sealed interface Result {
        record Kept(CheckedDraft draft, TlsPolicy policy) implements Result {}

        record Broken(List<Problem> problems) implements Result {}
    }

    Result check(PolicyDraft draft) {
        List<Problem> problems = new ArrayList<>();
        String target = target(draft.target(), problems);
        requireText("reason", draft.reason(), MAX_REASON, problems);
        requireText("owner", draft.owner(), MAX_OWNER, problems);
        return switch (grammar.parse(draft.policy(), draft.parameters())) {
            case ParsedPolicy.Refused refused -> {
                problems.addAll(refused.problems());
                yield new Result.Broken(problems);
            }
            case ParsedPolicy.Accepted accepted ->
                problems.isEmpty()
                        ? new Result.Kept(checked(draft, target, accepted), accepted.policy())
                        : new Result.Broken(problems);
        };
    }

    private static CheckedDraft checked(PolicyDraft draft, String target, ParsedPolicy.Accepted accepted) {
        return new CheckedDraft(
                target,
                accepted.policy().level(),
                accepted.parameters(),
                draft.active(),
                draft.reason().strip(),
                draft.owner().strip(),
                draft.expiresAt(),
                accepted.findings());
    }

    private static String target(String text, List<Problem> problems) {
        try {
            return Target.parse(text).text();
        } catch (SyntaxException e) {
            problems.add(new Problem("target", e.code(), e.arguments()));
            return "";
        }
    }

    private static void requireText(String field, String text, int max, List<Problem> problems) {
        if (text.length() > max) {
            problems.add(new Problem(field, "text.too-long", List.of(String.valueOf(max))));
        }
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t')) {
            problems.add(new Problem(field, "text.control-character", List.of()));
        }
    }
}
