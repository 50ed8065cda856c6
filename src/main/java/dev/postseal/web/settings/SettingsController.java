package dev.postseal.web.settings;

import dev.postseal.account.OwnSecondFactor;
import dev.postseal.policy.EntryRequirements;
import dev.postseal.texts.Texts;
import dev.postseal.web.layout.Note;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page of settings. */
@Controller
class SettingsController {
    private final EntryRequirements requirements;
    private final OwnSecondFactor secondFactor;
    private final Texts texts;

    SettingsController(EntryRequirements requirements, OwnSecondFactor secondFactor, Texts texts) {
        this.requirements = requirements;
        this.secondFactor = secondFactor;
        this.texts = texts;
    }

    @GetMapping("/settings")
    String settings(Model model) {
        model.addAttribute("reasonRequired", requirements.isReasonRequired());
        model.addAttribute("secondFactorRequired", secondFactor.isRequired());
        return "settings";
    }

    @PostMapping("/settings")
    String save(
            @RequestParam(defaultValue = "false") boolean reasonRequired,
            @RequestParam(defaultValue = "false") boolean secondFactorRequired,
            RedirectAttributes redirect) {
        requirements.requireReason(reasonRequired);
        secondFactor.require(secondFactorRequired);
        redirect.addFlashAttribute("note", Note.good(texts.of("settings.saved")));
        return "redirect:/settings";
    }
}
