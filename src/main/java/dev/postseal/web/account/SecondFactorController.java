package dev.postseal.web.account;

import dev.postseal.account.OwnSecondFactor;
import dev.postseal.account.SecondFactorResult;
import dev.postseal.account.TotpSecret;
import dev.postseal.texts.Texts;
import dev.postseal.web.layout.FieldNotes;
import dev.postseal.web.layout.Note;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One's own second factor; where it is required and missing, the only page there is. */
@Controller
class SecondFactorController {
    private static final String SECRET = TotpSecret.class.getName();
    private static final String ACCOUNT = "redirect:/account";

    private final OwnAccount own;
    private final OwnSecondFactor secondFactor;
    private final Texts texts;

    SecondFactorController(OwnAccount own, OwnSecondFactor secondFactor, Texts texts) {
        this.own = own;
        this.secondFactor = secondFactor;
        this.texts = texts;
    }

    @GetMapping("/account/second-factor")
    String setUp(Model model, HttpSession session) {
        boolean nothingToDo = secondFactor.isOn(own.user()) || own.isExternal();
        return nothingToDo ? ACCOUNT : setUp(model, secret(session), new FieldNotes());
    }

    @PostMapping("/account/second-factor")
    String turnOn(
            @RequestParam(defaultValue = "") String code,
            Model model,
            RedirectAttributes redirect,
            HttpServletRequest request,
            HttpServletResponse response) {
        TotpSecret secret = secret(request.getSession());
        SecondFactorResult result = secondFactor.turnOn(own.user(), secret, code);
        if (result instanceof SecondFactorResult.TurnedOn on) {
            request.getSession().removeAttribute(SECRET);
            own.goOn(request, response);
            redirect.addFlashAttribute("recoveryCodes", on.recoveryCodes());
            return ACCOUNT;
        }
        if (result instanceof SecondFactorResult.AlreadySo) {
            return ACCOUNT;
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return setUp(model, secret, new FieldNotes().add("code", texts.of("factor.code.wrong")));
    }

    @GetMapping("/account/second-factor/off")
    String askToTurnOff(Model model) {
        return secondFactor.isOn(own.user()) ? off(model, new FieldNotes()) : ACCOUNT;
    }

    @PostMapping("/account/second-factor/off")
    String turnOff(
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String code,
            Model model,
            RedirectAttributes redirect,
            HttpServletRequest request,
            HttpServletResponse response) {
        SecondFactorResult result = secondFactor.turnOff(own.user(), password, code);
        FieldNotes notes = problem(result);
        if (notes.isAnyWrong()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return off(model, notes);
        }
        own.goOn(request, response);
        redirect.addFlashAttribute("note", Note.good(texts.of("factor.turned-off")));
        return ACCOUNT;
    }

    private FieldNotes problem(SecondFactorResult result) {
        return switch (result) {
            case SecondFactorResult.WrongPassword ignored -> note("password", "account.password.current-wrong");
            case SecondFactorResult.WrongCode ignored -> note("code", "factor.code.wrong");
            case SecondFactorResult.TooManyAttempts ignored -> note("code", "factor.code.too-many-attempts");
            case SecondFactorResult.TurnedOff ignored -> new FieldNotes();
            case SecondFactorResult.TurnedOn ignored -> new FieldNotes();
            case SecondFactorResult.AlreadySo ignored -> new FieldNotes();
        };
    }

    private FieldNotes note(String field, String text) {
        return new FieldNotes().add(field, texts.of(text));
    }

    /** The same one until it is proven: whoever scanned it and mistyped the code need not scan again. */
    private static TotpSecret secret(HttpSession session) {
        if (session.getAttribute(SECRET) instanceof TotpSecret known) {
            return known;
        }
        TotpSecret made = TotpSecret.random();
        session.setAttribute(SECRET, made);
        return made;
    }

    private String setUp(Model model, TotpSecret secret, FieldNotes notes) {
        String uri = secret.uri(own.user().name());
        model.addAttribute("uri", uri);
        model.addAttribute("qr", QrCode.of(uri));
        model.addAttribute("secretText", secret.text());
        model.addAttribute("forced", secondFactor.isRequired());
        model.addAttribute("notes", notes);
        return "account/second-factor";
    }

    private static String off(Model model, FieldNotes notes) {
        model.addAttribute("notes", notes);
        return "account/second-factor-off";
    }
}
