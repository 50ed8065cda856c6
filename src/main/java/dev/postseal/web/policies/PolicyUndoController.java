package dev.postseal.web.policies;

import dev.postseal.policy.PolicyUndo;
import dev.postseal.policy.UndoResult;
import dev.postseal.texts.Texts;
import dev.postseal.web.layout.Note;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Takes back what was done to one entry or many. */
@Controller
class PolicyUndoController {
    private final PolicyUndo undo;
    private final Texts texts;

    PolicyUndoController(PolicyUndo undo, Texts texts) {
        this.undo = undo;
        this.texts = texts;
    }

    @PostMapping("/policies/undo/{name}")
    ModelAndView undo(
            @PathVariable UUID name,
            @RequestParam(defaultValue = Returning.LIST) String returnTo,
            RedirectAttributes redirect) {
        UndoResult result = undo.undo(name);
        Undoable.tell(redirect, note(result), result.undo());
        return Redirection.to(Returning.to(returnTo), false);
    }

    private Note note(UndoResult result) {
        int undone = result.undone().size();
        if (undone == 0) {
            return Note.warning(texts.of(result.refused() == 0 ? "policies.undo.over" : "policies.undo.overtaken"));
        }
        String done = undone == 1 ? told(result.undone().getFirst()) : texts.of("policies.undone", undone);
        return result.refused() == 0
                ? Note.good(done)
                : Note.warning(texts.of("policies.undone.some", done, result.refused()));
    }

    private String told(UndoResult.Undone one) {
        return switch (one.back()) {
            case RESTORED -> texts.of("policy.back", one.target());
            case REMOVED -> texts.of("policy.back.removed", one.target());
            case CHANGED -> texts.of("policy.back.changed", one.target());
        };
    }
}
