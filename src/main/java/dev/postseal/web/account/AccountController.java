package dev.postseal.web.account;

import dev.postseal.account.Accounts;
import dev.postseal.account.Actor;
import dev.postseal.account.CurrentActor;
import dev.postseal.account.OwnSecondFactor;
import dev.postseal.texts.Texts;
import dev.postseal.web.layout.Note;
import dev.postseal.web.security.SessionRenewal;
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
    private final Accounts accounts;
    private final OwnSecondFactor secondFactor;
    private final CurrentActor actor;
    private final SessionRenewal session;
    private final Texts texts;

    AccountController(
            Accounts accounts, OwnSecondFactor secondFactor, CurrentActor actor, SessionRenewal session, Texts texts) {
        this.accounts = accounts;
        this.secondFactor = secondFactor;
        this.actor = actor;
        this.session = session;
        this.texts = texts;
    }

    @GetMapping("/account")
    String account(Model model) {
        Actor.User user = OwnPage.user(actor);
        model.addAttribute("external", accounts.isExternal(user));
        model.addAttribute("on", secondFactor.isOn(user));
        model.addAttribute("required", secondFactor.isRequired());
        model.addAttribute("left", secondFactor.recoveryCodesLeft(user));
        return "account/account";
    }

    @PostMapping("/account/sessions")
    String endOthers(RedirectAttributes redirect, HttpServletRequest request, HttpServletResponse response) {
        Actor.User user = OwnPage.user(actor);
        accounts.endSessions(user);
        session.goOnAs(accounts.renewed(user), request, response);
        redirect.addFlashAttribute("note", Note.good(texts.of("own.sessions.ended")));
        return "redirect:/account";
    }
}
