package dev.postseal.web.policies;

import dev.postseal.mail.SyntaxException;
import dev.postseal.policy.Finding;
import dev.postseal.policy.Level;
import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.PolicyEntry;
import dev.postseal.policy.PolicyValidation;
import dev.postseal.policy.Problem;
import dev.postseal.policy.Target;
import dev.postseal.texts.Texts;
import dev.postseal.web.layout.FieldNotes;
import dev.postseal.web.layout.FieldNotes.Excerpt;
import dev.postseal.web.layout.FieldNotes.Wrong;
import dev.postseal.web.layout.Signs;
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
    private final Shadows shadows;
    private final Consequences consequences;
    private final PinnedCertificates pinned;
    private final FormerDemands formerDemands;
    private final Signs signs;
    private final Texts texts;

    PolicyNotes(
            Policies policies,
            Shadows shadows,
            Consequences consequences,
            PinnedCertificates pinned,
            FormerDemands formerDemands,
            Signs signs,
            Texts texts) {
        this.consequences = consequences;
        this.pinned = pinned;
        this.formerDemands = formerDemands;
        this.policies = policies;
        this.shadows = shadows;
        this.signs = signs;
        this.texts = texts;
    }

    FieldNotes none() {
        return new FieldNotes();
    }

    FieldNotes about(PolicyEntry entry) {
        FieldNotes notes = withFindings(new FieldNotes(), entry.findings());
        warnOfLevel(notes, entry.policy().text());
        if (policies.validate(entry.draft()) instanceof PolicyValidation.Valid valid) {
            warnOfPins(notes, valid, "");
        }
        Target target = new Target(entry.target());
        if (entry.expiresAt() != null && entry.thereafter() == null) {
            notes.add("expiresAt", consequences.ofExpiry(target, entry.policy()));
        }
        return withNeighbours(notes, target, entry.policy());
    }

    /** Nobody may save without a reason here. */
    FieldNotes withoutReason(PolicyForm form) {
        FieldNotes notes = new FieldNotes();
        if (policies.validate(form.draft().orElseGet(form::draftWithoutExpiry))
                instanceof PolicyValidation.Invalid invalid) {
            withProblems(notes, form, invalid.problems(), all -> true);
        }
        return notes.add("reason", texts.of("policy.reason.required"));
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
        return new FieldNotes().add("target", takenBy(existing));
    }

    private Wrong takenBy(PolicyEntry existing) {
        String text = texts.of("policy.taken", existing.displayTarget(), existing.line());
        return new Wrong(text, null, null, null, "/policies/" + existing.id());
    }

    /** What can be said while the form is being filled in: nothing about fields that nobody has come to yet. */
    FieldNotes soFar(PolicyForm form) {
        FieldNotes notes = new FieldNotes();
        PolicyDraft draft = form.draft().orElseGet(form::draftWithoutExpiry);
        switch (policies.validate(draft)) {
            case PolicyValidation.Invalid invalid ->
                withProblems(notes, form, invalid.problems(), problem -> isReached(form, problem));
            case PolicyValidation.Valid valid ->
                warnOfPins(withFindings(notes, valid.findings()), valid, form.getCertificate());
        }
        if (form.draft().isEmpty()) {
            notes.add("expiresAt", texts.of("policy.expiresAt.unreadable"));
        }
        warnOfLevel(notes, form.getPolicy());
        return aboutTarget(notes, form);
    }

    /** What weakens, said before it is saved. */
    private void warnOfLevel(FieldNotes notes, String level) {
        if (level.equals(Level.NONE.text())) {
            notes.add("policy", new FieldNotes.Remark(texts.of("policy.weak.none"), true));
        } else if (level.equals(Level.MAY.text())) {
            notes.add("policy", new FieldNotes.Remark(texts.of("policy.weak.may"), true));
        }
    }

    private void warnOfPins(FieldNotes notes, PolicyValidation.Valid valid, String pasted) {
        if (valid.policy().level() == Level.FINGERPRINT) {
            pinned.ending(valid.target(), valid.policy(), PastedCertificate.read(pasted))
                    .forEach(remark -> notes.add("parameters", remark));
        }
    }

    /** Another entry with the same target, and those that this one stands before or behind. */
    private FieldNotes aboutTarget(FieldNotes notes, PolicyForm form) {
        if (form.getTarget().isBlank() || notes.wrong("target")) {
            return notes;
        }
        Target target;
        try {
            target = Target.parse(form.getTarget());
        } catch (SyntaxException e) {
            return notes;
        }
        policies.findByTarget(target.text())
                .filter(other -> !Long.valueOf(other.id()).equals(form.getId()))
                .ifPresent(other -> notes.add("target", takenBy(other)));
        Level level = Level.find(form.getPolicy()).orElse(null);
        boolean ends = !form.getExpiresAt().isBlank() && !notes.wrong("expiresAt");
        if (ends && formerDemands.of(form).isEmpty()) {
            notes.add("expiresAt", consequences.ofExpiry(target, level, stored(form)));
        }
        return withNeighbours(notes, target, level);
    }

    private @Nullable Level stored(PolicyForm form) {
        Long id = form.getId();
        return id == null ? null : policies.find(id).map(PolicyEntry::policy).orElse(null);
    }

    private FieldNotes withNeighbours(FieldNotes notes, Target target, @Nullable Level level) {
        consequences.ofRoutes(target).ifPresent(remark -> notes.add("target", remark));
        shadows.parent(target).ifPresent(parent -> {
            boolean weaker = level != null
                    && signs.of(level).sure() < signs.of(parent.policy()).sure();
            String key = weaker ? "policy.shadows.stronger" : "policy.shadows";
            String text = texts.of(key, parent.displayTarget(), parent.policy().text());
            notes.add("target", new FieldNotes.Remark(text, weaker));
        });
        List<PolicyEntry> before = shadows.moreSpecific(target);
        if (!before.isEmpty()) {
            String names = String.join(
                    ", ", before.stream().map(PolicyEntry::displayTarget).toList());
            notes.add("target", new FieldNotes.Remark(texts.of("policy.shadowed", names), false));
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
        problems.stream().filter(shown).forEach(problem -> notes.add(shownAt(problem.field()), wrong(form, problem)));
        return notes;
    }

    private Wrong wrong(PolicyForm form, Problem problem) {
        String typed = form.typed(problem.field());
        Excerpt excerpt = problem.arguments().isEmpty()
                ? null
                : Excerpt.of(typed, problem.arguments().getFirst());
        return Suggestion.removal(problem, typed)
                .map(rest -> new Wrong(
                        texts.of(problem),
                        excerpt,
                        rest,
                        texts.of("field.remove", problem.arguments().getFirst() + "="),
                        null))
                .orElseGet(() -> new Wrong(
                        texts.of(problem),
                        excerpt,
                        Suggestion.of(problem, typed).orElse(null),
                        null,
                        null));
    }

    /** All that is said of what applies after the end stands beside that choice. */
    private static String shownAt(String field) {
        return field.startsWith("thereafter.") ? "thereafter" : field;
    }

    private FieldNotes withFindings(FieldNotes notes, List<Finding> findings) {
        for (Finding finding : findings) {
            boolean warning = finding.severity() == Finding.Severity.WARNING;
            notes.add(shownAt(finding.field()), new FieldNotes.Remark(texts.of(finding), warning));
        }
        return notes;
    }
}
