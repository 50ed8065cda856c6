package dev.postseal.web.why;

import dev.postseal.delivery.Routes;
import dev.postseal.mail.SyntaxException;
import dev.postseal.texts.Texts;
import dev.postseal.web.layout.ListUrl;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What happens to mail for a destination, and because of which entry; the question is in the address, to be shared. */
@Controller
class WhyController {
    private static final List<String> OTHER_NAMES =
            List.of("nexthop", "domain", "destination", "target", "recipient", "address");

    private final Answers answers;
    private final Routes routes;
    private final Texts texts;

    WhyController(Answers answers, Routes routes, Texts texts) {
        this.answers = answers;
        this.routes = routes;
        this.texts = texts;
    }

    /** Somebody wrote the address by hand, and named the question otherwise. */
    @GetMapping(path = "/why", params = "!q")
    String otherwise(@RequestParam Map<String, String> given, Model model, RedirectAttributes redirect) {
        return OTHER_NAMES.stream()
                .map(given::get)
                .filter(Objects::nonNull)
                .findFirst()
                .map(question -> {
                    redirect.addAttribute("q", question);
                    return "redirect:/why";
                })
                .orElseGet(() -> why(null, model));
    }

    @GetMapping("/why")
    String why(
            @RequestParam(name = "q", required = false) @Nullable String typed,
            @RequestParam(required = false) @Nullable String via,
            Model model) {
        String question = ListUrl.typed(typed);
        String nextHop = ListUrl.typed(via);
        model.addAttribute("question", question);
        if (!question.isEmpty()) {
            try {
                Destination destination = nextHop.isEmpty()
                        ? Destination.of(question, routes)
                        : Destination.ofDelivery(question, nextHop);
                model.addAttribute("destination", destination);
                model.addAttribute("answers", answers.about(destination));
            } catch (SyntaxException e) {
                model.addAttribute("wrong", texts.coded("problem", e.code(), e.arguments()));
            }
        }
        return "why";
    }
}
