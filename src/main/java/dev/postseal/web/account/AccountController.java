package dev.postseal.web.account;

import dev.postseal.account.OwnSecondFactor;
import dev.postseal.texts.Texts;
import dev.postseal.web.layout.Note;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One's own account. */
@Controller
class AccountController {
    private final OwnAccount own;
    private final OwnSecondFactor secondFactor;
    private final Texts texts;

    AccountController(OwnAccount own, OwnSecondFactor secondFactor, Texts texts) {
        this.own = own;
        this.secondFactor = secondFactor;
        this.texts = texts;
    }

    @GetMapping("/account")
    String account(Model model) {
        model.addAttribute("external", own.isExternal());
        model.addAttribute("on", secondFactor.isOn(own.user()));
        model.addAttribute("required", secondFactor.isRequired());
        model.addAttribute("left", secondFactor.recoveryCodesLeft(own.user()));
        return "account/account";
    }

    @PostMapping("/account/sessions")
    String endOthers(RedirectAttributes redirect, HttpServletRequest request, HttpServletResponse response) {
        own.endSessions();
        own.goOn(request, response);
        redirect.addFlashAttribute("note", Note.good(texts.of("own.sessions.ended")));
        return "redirect:/account";
    }
}
