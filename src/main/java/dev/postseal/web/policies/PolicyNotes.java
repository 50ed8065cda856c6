package dev.postseal.web.policies;

import dev.postseal.policy.Finding;
import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.PolicyEntry;
import dev.postseal.policy.PolicyValidation;
import dev.postseal.policy.Problem;
import dev.postseal.texts.Texts;
import dev.postseal.web.layout.FieldNotes;
import dev.postseal.web.layout.FieldNotes.Excerpt;
import dev.postseal.web.layout.FieldNotes.Wrong;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts what the rules say about an entry beside the fields it is about. */
@Component
class PolicyNotes {
    /** Fields that the rules speak of while somebody types. */
    static final List<String> CHECKED = List.of("target", "policy", "parameters", "reason", "owner", "expiresAt");

    private final Policies policies;
    private final Texts texts;

    PolicyNotes(Policies policies, Texts texts) {
        this.policies = policies;
        this.texts = texts;
    }

    FieldNotes none() {
        return new FieldNotes();
    }

    FieldNotes about(PolicyEntry entry) {
        return withFindings(new FieldNotes(), entry.findings());
    }

    /** All that is wrong with the form. */
    FieldNotes refused(PolicyForm form, List<Problem> problems) {
        return withProblems(new FieldNotes(), form, problems, all -> true);
    }

    /** All that is wrong with a form whose time of expiry cannot even be read. */
    FieldNotes unreadableExpiry(PolicyForm form) {
        FieldNotes notes = new FieldNotes();
        if (policies.validate(form.draftWithoutExpiry()) instanceof PolicyValidation.Invalid invalid) {
            withProblems(notes, form, invalid.problems(), all -> true);
        }
        return notes.add("expiresAt", texts.of("policy.expiresAt.unreadable"));
    }

    FieldNotes taken(PolicyForm form, PolicyEntry existing) {
        String text = texts.of("policy.taken", existing.displayTarget(), existing.line());
        return new FieldNotes().add("target", new Wrong(text, null, null, "/policies/" + existing.id()));
    }

    /** What can be said while the form is being filled in: nothing about fields that nobody has come to yet. */
    FieldNotes soFar(PolicyForm form) {
        FieldNotes notes = new FieldNotes();
        PolicyDraft draft = form.draft().orElseGet(form::draftWithoutExpiry);
        switch (policies.validate(draft)) {
            case PolicyValidation.Invalid invalid ->
                withProblems(notes, form, invalid.problems(), problem -> isReached(form, problem));
            case PolicyValidation.Valid valid -> withFindings(notes, valid.findings());
        }
        if (form.draft().isEmpty()) {
            notes.add("expiresAt", texts.of("policy.expiresAt.unreadable"));
        }
        return notes;
    }

    /** The line that Postfix will read; null while the form is not right. */
    @Nullable String line(PolicyForm form) {
        return Optional.of(policies.validate(form.draft().orElseGet(form::draftWithoutExpiry)))
                .filter(PolicyValidation.Valid.class::isInstance)
                .map(PolicyValidation.Valid.class::cast)
                .map(valid ->
                        valid.target() + "\t" + (valid.policy().level().text() + " " + valid.parameters()).strip())
                .orElse(null);
    }

    private static boolean isReached(PolicyForm form, Problem problem) {
        return !form.typed(problem.field()).isBlank()
                || (problem.field().equals("parameters") && !form.getPolicy().isBlank());
    }

    private FieldNotes withProblems(
            FieldNotes notes, PolicyForm form, List<Problem> problems, Predicate<Problem> shown) {
        problems.stream().filter(shown).forEach(problem -> notes.add(problem.field(), wrong(form, problem)));
        return notes;
    }

    private Wrong wrong(PolicyForm form, Problem problem) {
        String typed = form.typed(problem.field());
        Excerpt excerpt = problem.arguments().isEmpty()
                ? null
                : Excerpt.of(typed, problem.arguments().getFirst());
        return new Wrong(
                texts.of(problem), excerpt, Suggestion.of(problem, typed).orElse(null), null);
    }

    private FieldNotes withFindings(FieldNotes notes, List<Finding> findings) {
        for (Finding finding : findings) {
            boolean warning = finding.severity() == Finding.Severity.WARNING;
            notes.add(finding.field(), new FieldNotes.Remark(texts.of(finding), warning));
        }
        return notes;
    }
}
