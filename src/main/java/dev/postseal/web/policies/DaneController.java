package dev.postseal.web.policies;

import dev.postseal.mail.NextHop;
import dev.postseal.mail.SyntaxException;
import dev.postseal.policy.Level;
import dev.postseal.policy.Target;
import dev.postseal.web.layout.ListUrl;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Tells beside the form that a level demands less than the partner publishes; asked apart, because DNS takes its time. */
@Controller
class DaneController {
    private static final Set<Level> WEAKER = EnumSet.of(Level.NONE, Level.MAY, Level.ENCRYPT);

    private final DaneCheck check;

    DaneController(DaneCheck check) {
        this.check = check;
    }

    @GetMapping("/policies/dane")
    String dane(
            @RequestParam(required = false) @Nullable String target,
            @RequestParam(required = false) @Nullable String policy,
            Model model) {
        Level level = Level.find(ListUrl.typed(policy)).filter(WEAKER::contains).orElse(null);
        Optional<NextHop> nextHop = level == null ? Optional.empty() : nextHop(ListUrl.typed(target));
        nextHop.map(check::of).filter(answer -> answer != DaneCheck.Answer.NONE).ifPresent(answer -> {
            model.addAttribute("dane", answer);
            model.addAttribute("asked", nextHop.get().text());
        });
        return "policies/dane :: found";
    }

    /** Nothing for what DNS cannot be asked about: subdomains, addresses, what is being typed. */
    private static Optional<NextHop> nextHop(String typed) {
        try {
            String target = Target.parse(typed).text();
            NextHop nextHop = NextHop.parse(target);
            boolean named =
                    nextHop.kind() != NextHop.Kind.ADDRESS && nextHop.host().contains(".");
            return named ? Optional.of(nextHop) : Optional.empty();
        } catch (SyntaxException e) {
            return Optional.empty();
        }
    }
}
