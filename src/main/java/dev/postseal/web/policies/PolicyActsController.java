package dev.postseal.web.policies;

import dev.postseal.policy.DeleteResult;
import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.PolicyEntry;
import dev.postseal.policy.SaveResult;
import dev.postseal.texts.Texts;
import dev.postseal.web.layout.NotFound;
import dev.postseal.web.layout.Note;
import dev.postseal.web.layout.Times;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Serializable;
import java.time.Clock;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Acts on one entry that need no form: switching it on and off, removing it, taking that back. */
@Controller
class PolicyActsController {
    private static final String LIST = "/policies";

    /** The list as somebody had filtered it; nothing that a redirection would read as anything else. */
    private static final Pattern LIST_AS_SEEN = Pattern.compile("/policies(\\?[^{}\\p{Cntrl}]*)?");

    private final Policies policies;
    private final PolicyFormPage pages;
    private final Texts texts;
    private final Times times;
    private final Clock clock;

    PolicyActsController(Policies policies, PolicyFormPage pages, Texts texts, Times times, Clock clock) {
        this.policies = policies;
        this.pages = pages;
        this.texts = texts;
        this.times = times;
        this.clock = clock;
    }

    /** An entry that was removed, with all that is needed to have it back. */
    record Removed(String target, Map<String, String> fields) implements Serializable {}

    @PostMapping("/policies/{id:\\d+}/active")
    ModelAndView activate(
            @PathVariable long id,
            @RequestParam boolean active,
            @RequestParam(defaultValue = LIST) String returnTo,
            Model model,
            RedirectAttributes redirect,
            HtmxRequest htmx) {
        PolicyEntry entry = policies.find(id).orElseThrow(NotFound::new);
        SaveResult result = switchOver(entry, active);
        String back = LIST_AS_SEEN.matcher(returnTo).matches() ? returnTo : LIST;
        if (htmx.isHtmxRequest() && result instanceof SaveResult.Saved saved) {
            model.addAttribute("returnTo", back);
            model.addAttribute("entry", saved.entry());
            model.addAttribute("now", clock.instant());
            return new ModelAndView("policies/row :: of(entry=${entry})");
        }
        redirect.addFlashAttribute("note", noteAbout(result, entry, active));
        return Redirection.to(back, htmx.isHtmxRequest());
    }

    /** Only the switch is turned: what somebody else changed in the meantime is read again and kept. */
    private SaveResult switchOver(PolicyEntry entry, boolean active) {
        SaveResult result = policies.update(entry.id(), switched(entry.draft(), active), entry.version());
        return result instanceof SaveResult.Stale(PolicyEntry current)
                ? policies.update(current.id(), switched(current.draft(), active), current.version())
                : result;
    }

    @PostMapping("/policies/{id:\\d+}/delete")
    String delete(@PathVariable long id, @RequestParam @Nullable Long version, RedirectAttributes redirect) {
        switch (policies.delete(id, version)) {
            case DeleteResult.Deleted deleted -> {
                PolicyEntry entry = deleted.entry();
                var fields = PolicyForm.of(entry, times.zone()).fields();
                redirect.addFlashAttribute("removed", new Removed(entry.displayTarget(), fields));
            }
            case DeleteResult.Stale stale -> {
                redirect.addFlashAttribute(
                        "note",
                        Note.warning(
                                texts.of("policy.not-deleted", stale.current().updatedBy())));
                return "redirect:/policies/" + id;
            }
            case DeleteResult.NotFound ignored ->
                redirect.addFlashAttribute("note", Note.warning(texts.of("policy.already-deleted")));
        }
        return "redirect:/policies";
    }

    /** Enters again what was removed; should that not be possible any more, the form says why. */
    @PostMapping("/policies/undelete")
    String undelete(
            @ModelAttribute("form") PolicyForm form,
            Model model,
            RedirectAttributes redirect,
            HttpServletResponse response) {
        form.setId(null);
        return switch (policies.create(form.draft().orElseGet(form::draftWithoutExpiry))) {
            case SaveResult.Saved saved -> {
                String target = saved.entry().displayTarget();
                redirect.addFlashAttribute("note", Note.good(texts.of("policy.back", target)));
                yield "redirect:/policies";
            }
            case SaveResult.Refused refused -> pages.refused(model, form, refused.problems(), response);
            case SaveResult.TargetTaken taken -> pages.taken(model, form, taken.existing(), response);
            case SaveResult.Stale stale -> pages.conflict(model, form, stale.current(), response);
            case SaveResult.NotFound ignored -> pages.goneMeanwhile(model, form, response);
        };
    }

    private static PolicyDraft switched(PolicyDraft draft, boolean active) {
        return new PolicyDraft(
                draft.target(),
                draft.policy(),
                draft.parameters(),
                active,
                draft.reason(),
                draft.owner(),
                draft.expiresAt());
    }

    private Note noteAbout(SaveResult result, PolicyEntry entry, boolean active) {
        return switch (result) {
            case SaveResult.Saved ignored ->
                Note.good(texts.of(active ? "policy.switched-on" : "policy.switched-off", entry.displayTarget()));
            case SaveResult.Refused refused ->
                Note.bad(texts.of(refused.problems().getFirst()));
            case SaveResult.NotFound gone -> Note.warning(texts.of("policy.already-deleted"));
            // The target was not changed.
            case SaveResult.TargetTaken impossible -> throw new IllegalStateException(impossible.toString());
            case SaveResult.Stale overtaken ->
                Note.warning(texts.of("policy.overtaken", overtaken.current().updatedBy()));
        };
    }
}
