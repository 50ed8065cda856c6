package dev.postseal.web.audit;

import dev.postseal.audit.Reversal;
import dev.postseal.audit.ReversalResult;
import dev.postseal.audit.Reversals;
import dev.postseal.policy.Problem;
import dev.postseal.texts.Texts;
import dev.postseal.web.layout.NotFound;
import dev.postseal.web.layout.Note;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Taking back a change: what that would do, compared with how the entry is now, and then doing exactly that. */
@Controller
class RevertController {
    private static final String VIEW = "audit/revert";

    private final Reversals reversals;
    private final Differences differences;
    private final Texts texts;

    RevertController(Reversals reversals, Differences differences, Texts texts) {
        this.reversals = reversals;
        this.differences = differences;
        this.texts = texts;
    }

    @GetMapping("/audit/{id:\\d{1,18}}/revert")
    String ask(@PathVariable long id, Model model) {
        return page(model, reversals.of(id).orElseThrow(NotFound::new), List.of());
    }

    /** @param version of the entry when it was asked; null: there was none */
    @PostMapping("/audit/{id:\\d{1,18}}/revert")
    String revert(
            @PathVariable long id,
            @RequestParam @Nullable Long version,
            Model model,
            RedirectAttributes redirect,
            HttpServletResponse response) {
        return switch (reversals.revert(id, version)) {
            case ReversalResult.Done ignored -> {
                redirect.addFlashAttribute("note", Note.good(texts.of("audit.reverted")));
                yield "redirect:/audit";
            }
            case ReversalResult.Overtaken overtaken -> {
                response.setStatus(HttpStatus.CONFLICT.value());
                model.addAttribute("overtaken", true);
                yield page(model, overtaken.now(), List.of());
            }
            case ReversalResult.Refused refused -> refused(id, model, response, problems(refused.problems()));
            case ReversalResult.TargetTaken taken ->
                refused(
                        id,
                        model,
                        response,
                        List.of(texts.of("audit.revert.taken", taken.existing().displayTarget())));
            case ReversalResult.NotFound ignored -> throw new NotFound();
        };
    }

    private List<String> problems(List<Problem> problems) {
        return problems.stream().map(texts::of).toList();
    }

    private String refused(long id, Model model, HttpServletResponse response, List<String> problems) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return page(model, reversals.of(id).orElseThrow(NotFound::new), problems);
    }

    private String page(Model model, Reversal reversal, List<String> problems) {
        model.addAttribute("reversal", reversal);
        model.addAttribute("record", reversal.record());
        model.addAttribute("subject", differences.subject(reversal.record()));
        model.addAttribute("differences", differences.of(reversal));
        model.addAttribute("problems", problems);
        return VIEW;
    }
}
