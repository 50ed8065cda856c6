package dev.postseal.web.policies;

import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.PolicyEntry;
import dev.postseal.policy.PolicyUndo;
import dev.postseal.policy.SaveResult;
import dev.postseal.texts.Texts;
import dev.postseal.web.layout.NotFound;
import dev.postseal.web.layout.Note;
import dev.postseal.web.layout.Times;
import dev.postseal.web.security.KeptForm;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The form to add an entry and to change one. Whatever the rules say, what was typed comes back as it was typed. */
@Controller
class PolicyFormController {
    private static final String NEW = "/policies/new";

    private final Policies policies;
    private final PolicyFormPage pages;
    private final Times times;
    private final Texts texts;
    private final Clock clock;
    private final PolicyUndo undo;
    private final FormerDemands formerDemands;

    PolicyFormController(
            Policies policies,
            PolicyFormPage pages,
            Times times,
            Texts texts,
            Clock clock,
            PolicyUndo undo,
            FormerDemands formerDemands) {
        this.formerDemands = formerDemands;
        this.policies = policies;
        this.pages = pages;
        this.times = times;
        this.texts = texts;
        this.clock = clock;
        this.undo = undo;
    }

    @GetMapping(NEW)
    String blank(@RequestParam(defaultValue = "") String target, Model model, HttpServletRequest request) {
        return KeptForm.take(request)
                .map(kept -> kept(model, kept, null))
                .orElseGet(() -> pages.fresh(model, PolicyForm.empty(times.zone(), target)));
    }

    @GetMapping("/policies/{id:\\d+}")
    String entry(@PathVariable long id, Model model, HttpServletRequest request) {
        return KeptForm.take(request)
                .map(kept -> kept(model, kept, id))
                .orElseGet(() -> pages.stored(model, policies.find(id).orElseThrow(NotFound::new)));
    }

    private String kept(Model model, KeptForm kept, @Nullable Long id) {
        PolicyForm form = PolicyForm.of(kept.fields());
        form.setId(id);
        return pages.kept(model, form);
    }

    @PostMapping(NEW)
    String create(
            @ModelAttribute("form") PolicyForm form,
            @RequestParam Map<String, String> sent,
            Model model,
            RedirectAttributes redirect,
            HttpServletResponse response) {
        form.setId(null);
        FieldSync.inStep(form);
        return suggestionIn(sent)
                .map(field -> useSuggestion(form, field, sent, model))
                .orElseGet(() -> save(form, NEW, model, redirect, response));
    }

    @PostMapping("/policies/{id:\\d+}")
    String update(
            @PathVariable long id,
            @ModelAttribute("form") PolicyForm form,
            @RequestParam Map<String, String> sent,
            Model model,
            RedirectAttributes redirect,
            HttpServletResponse response) {
        form.setId(id);
        FieldSync.inStep(form);
        return suggestionIn(sent)
                .map(field -> useSuggestion(form, field, sent, model))
                .orElseGet(() -> save(form, "/policies/" + id, model, redirect, response));
    }

    /** What can be said about the form while it is being filled in; saves nothing. */
    @PostMapping("/policies/validate")
    String validate(@ModelAttribute("form") PolicyForm form, Model model, HttpServletRequest request) {
        FieldSync.Moved moved = FieldSync.inStep(form);
        model.addAttribute("textChanged", moved.text());
        model.addAttribute("fieldsChanged", moved.fields());
        return pages.soFar(model, form);
    }

    private static Optional<String> suggestionIn(Map<String, String> sent) {
        return sent.keySet().stream().filter(name -> name.startsWith("use.")).findFirst();
    }

    private String useSuggestion(PolicyForm form, String field, Map<String, String> sent, Model model) {
        form.use(field.substring("use.".length()), sent.getOrDefault(field, ""));
        FieldSync.inStep(form);
        return pages.checked(model, form);
    }

    private String save(
            PolicyForm form, String from, Model model, RedirectAttributes redirect, HttpServletResponse response) {
        var draft = form.draft();
        if (draft.isEmpty()) {
            return pages.unreadableExpiry(model, form, response);
        }
        if (pages.lacksReason(form)) {
            return pages.withoutReason(model, form, response);
        }
        Long id = form.getId();
        PolicyEntry before = id == null ? null : policies.find(id).orElse(null);
        PolicyDraft complete = formerDemands.complete(form, draft.get());
        SaveResult result = id == null ? policies.create(complete) : policies.update(id, complete, form.getVersion());
        return switch (result) {
            case SaveResult.Saved saved -> saved(before, saved.entry(), from, redirect);
            case SaveResult.Refused refused -> pages.refused(model, form, refused.problems(), response);
            case SaveResult.TargetTaken taken -> pages.taken(model, form, taken.existing(), response);
            case SaveResult.Stale stale -> pages.conflict(model, form, stale.current(), response);
            case SaveResult.NotFound ignored -> pages.goneMeanwhile(model, form, response);
        };
    }

    private String saved(@Nullable PolicyEntry before, PolicyEntry entry, String from, RedirectAttributes redirect) {
        boolean applies = entry.active() && !entry.isExpired(clock.instant());
        Note note = Note.good(texts.of(applies ? "policy.saved" : "policy.saved-off", entry.displayTarget()));
        boolean known = before == null ? entry.version() == 0 : before.version() + 1 == entry.version();
        Undoable.tell(redirect, note, known ? undo.remember(before, entry) : null);
        redirect.addFlashAttribute("saved", from);
        return "redirect:/policies/" + entry.id();
    }
}
