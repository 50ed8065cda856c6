package dev.postseal.web.policies;

import dev.postseal.policy.DeleteResult;
import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyEntry;
import dev.postseal.policy.PolicyUndo;
import dev.postseal.policy.PolicyUses;
import dev.postseal.policy.SaveResult;
import dev.postseal.texts.Texts;
import dev.postseal.web.layout.Actors;
import dev.postseal.web.layout.NotFound;
import dev.postseal.web.layout.Note;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Acts on one entry that need no form: switching it on and off, removing it. */
@Controller
class PolicyActsController {
    private final Policies policies;
    private final PolicyUndo undo;
    private final PolicyUses uses;
    private final Texts texts;
    private final Actors actors;
    private final Clock clock;

    PolicyActsController(Policies policies, PolicyUndo undo, PolicyUses uses, Texts texts, Actors actors, Clock clock) {
        this.policies = policies;
        this.undo = undo;
        this.uses = uses;
        this.texts = texts;
        this.actors = actors;
        this.clock = clock;
    }

    /** An entry before the switch was turned, and what came of that. */
    private record Switched(PolicyEntry before, SaveResult result) {}

    @PostMapping("/policies/{id:\\d+}/active")
    ModelAndView activate(
            @PathVariable long id,
            @RequestParam boolean active,
            @RequestParam(defaultValue = Returning.LIST) String returnTo,
            Model model,
            RedirectAttributes redirect,
            HtmxRequest htmx) {
        PolicyEntry entry = policies.find(id).orElseThrow(NotFound::new);
        Switched switched = switchOver(entry, active);
        String back = Returning.to(returnTo);
        Undoable told = told(switched, active);
        if (htmx.isHtmxRequest() && switched.result() instanceof SaveResult.Saved saved) {
            model.addAttribute("returnTo", back);
            model.addAttribute("entry", saved.entry());
            model.addAttribute("uses", uses.of(List.of(saved.entry())));
            model.addAttribute("now", clock.instant());
            model.addAttribute("told", told);
            return new ModelAndView("policies/row :: switched");
        }
        redirect.addFlashAttribute("told", told);
        return Redirection.to(back, htmx.isHtmxRequest());
    }

    /** Only the switch is turned: what somebody else changed in the meantime is read again and kept. */
    private Switched switchOver(PolicyEntry entry, boolean active) {
        SaveResult result = policies.update(entry.id(), entry.draft().switched(active), entry.version());
        return result instanceof SaveResult.Stale(PolicyEntry current)
                ? new Switched(
                        current, policies.update(current.id(), current.draft().switched(active), current.version()))
                : new Switched(entry, result);
    }

    @PostMapping("/policies/{id:\\d+}/delete")
    String delete(@PathVariable long id, @RequestParam @Nullable Long version, RedirectAttributes redirect) {
        switch (policies.delete(id, version)) {
            case DeleteResult.Deleted(PolicyEntry entry) ->
                Undoable.tell(
                        redirect,
                        Note.good(texts.of("policies.removed", entry.displayTarget())),
                        undo.remember(entry, null));
            case DeleteResult.Stale stale -> {
                redirect.addFlashAttribute(
                        "note",
                        Note.warning(texts.of(
                                "policy.not-deleted",
                                actors.name(stale.current().updatedBy()))));
                return "redirect:/policies/" + id;
            }
            case DeleteResult.NotFound ignored ->
                redirect.addFlashAttribute("note", Note.warning(texts.of("policy.already-deleted")));
        }
        return "redirect:/policies";
    }

    private Undoable told(Switched switched, boolean active) {
        String target = switched.before().displayTarget();
        return switch (switched.result()) {
            case SaveResult.Saved saved ->
                new Undoable(
                        Note.good(texts.of(active ? "policy.switched-on" : "policy.switched-off", target)),
                        undo.remember(switched.before(), saved.entry()));
            case SaveResult.Refused refused ->
                new Undoable(Note.bad(texts.of(refused.problems().getFirst())), null);
            case SaveResult.NotFound gone -> new Undoable(Note.warning(texts.of("policy.already-deleted")), null);
            // The target was not changed.
            case SaveResult.TargetTaken impossible -> throw new IllegalStateException(impossible.toString());
            case SaveResult.Stale overtaken ->
                new Undoable(
                        Note.warning(texts.of(
                                "policy.overtaken",
                                actors.name(overtaken.current().updatedBy()))),
                        null);
        };
    }
}
