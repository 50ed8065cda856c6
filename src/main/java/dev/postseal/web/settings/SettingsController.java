package dev.postseal.web.settings;

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
    private final Texts texts;

    SettingsController(EntryRequirements requirements, Texts texts) {
        this.requirements = requirements;
        this.texts = texts;
    }

    @GetMapping("/settings")
    String settings(Model model) {
        model.addAttribute("reasonRequired", requirements.isReasonRequired());
        return "settings";
    }

    @PostMapping("/settings")
    String save(@RequestParam(defaultValue = "false") boolean reasonRequired, RedirectAttributes redirect) {
        requirements.requireReason(reasonRequired);
        redirect.addFlashAttribute("note", Note.good(texts.of("settings.saved")));
        return "redirect:/settings";
    }
}
