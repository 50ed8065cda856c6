package dev.postseal.web.account;

import dev.postseal.account.Accounts;
import dev.postseal.account.PasswordProblem;
import dev.postseal.account.PasswordRules;
import dev.postseal.texts.Texts;
import dev.postseal.web.layout.FieldNotes;
import dev.postseal.web.layout.Note;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One's own password; with one that was made for the first sign-in, the only page there is. */
@Controller
class PasswordController {
    private static final String VIEW = "account/password";
    private static final String CURRENT = "currentPassword";
    private static final String WANTED = "newPassword";
    private static final String REPEATED = "repeatedPassword";

    private final Accounts accounts;
    private final OwnAccount own;
    private final Texts texts;

    PasswordController(Accounts accounts, OwnAccount own, Texts texts) {
        this.accounts = accounts;
        this.own = own;
        this.texts = texts;
    }

    @GetMapping("/account/password")
    String form(Model model) {
        if (own.isExternal()) {
            return "redirect:/account";
        }
        return page(model, new FieldNotes());
    }

    @PostMapping("/account/password")
    String change(
            @RequestParam(CURRENT) String current,
            @RequestParam(WANTED) String wanted,
            @RequestParam(REPEATED) String repeated,
            Model model,
            RedirectAttributes redirect,
            HttpServletRequest request,
            HttpServletResponse response) {
        FieldNotes notes = new FieldNotes();
        if (!wanted.equals(repeated)) {
            notes.add(REPEATED, texts.of("password.different"));
            PasswordRules.problemWith(wanted, own.user().name())
                    .ifPresent(problem -> notes.add(fieldOf(problem), text(problem)));
        } else {
            problem(current, wanted).ifPresent(problem -> notes.add(fieldOf(problem), text(problem)));
        }
        if (notes.isAnyWrong()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(model, notes);
        }
        own.goOn(request, response);
        redirect.addFlashAttribute("note", Note.good(texts.of("password.changed")));
        return "redirect:/";
    }

    private Optional<PasswordProblem> problem(String current, String wanted) {
        return accounts.changePassword(own.user(), current, wanted);
    }

    private static String fieldOf(PasswordProblem problem) {
        return switch (problem) {
            case CURRENT_WRONG, TOO_MANY_ATTEMPTS -> CURRENT;
            case TOO_SHORT, TOO_LONG, IS_NAME, UNCHANGED -> WANTED;
        };
    }

    private String text(PasswordProblem problem) {
        return switch (problem) {
            case TOO_SHORT -> texts.of(problem.messageKey(), PasswordRules.SHORTEST);
            case TOO_LONG -> texts.of(problem.messageKey(), PasswordRules.LONGEST);
            case CURRENT_WRONG, IS_NAME, UNCHANGED, TOO_MANY_ATTEMPTS -> texts.of(problem.messageKey());
        };
    }

    private String page(Model model, FieldNotes notes) {
        model.addAttribute("notes", notes.withHelpArgument(WANTED, PasswordRules.SHORTEST));
        model.addAttribute("forced", accounts.mustChangePassword(own.user()));
        return VIEW;
    }
}
