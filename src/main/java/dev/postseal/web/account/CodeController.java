package dev.postseal.web.account;

import dev.postseal.account.SignInResult;
import dev.postseal.web.security.SecondStep;
import dev.postseal.web.security.WantedPage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The second step of signing in. */
@Controller
class CodeController {
    private static final String PAGE = "/login/code";

    private final SecondStep step;
    private final WantedPage wanted;

    CodeController(SecondStep step, WantedPage wanted) {
        this.step = step;
        this.wanted = wanted;
    }

    @GetMapping(PAGE)
    String ask(
            @RequestParam @Nullable String error,
            @RequestParam @Nullable String wait,
            Model model,
            HttpServletRequest request) {
        if (!step.isOpen(request)) {
            return "redirect:/login";
        }
        model.addAttribute("failed", error != null);
        model.addAttribute("wait", LoginController.seconds(wait));
        return "account/code";
    }

    @PostMapping(PAGE)
    String answer(
            @RequestParam(defaultValue = "") String code, HttpServletRequest request, HttpServletResponse response) {
        return "redirect:"
                + step.answer(code, request, response)
                        .map(result -> next(result, request, response))
                        .orElse("/login?expired");
    }

    private String next(SignInResult result, HttpServletRequest request, HttpServletResponse response) {
        return switch (result) {
            case SignInResult.Accepted ignored -> wanted.take(request, response);
            case SignInResult.Refused ignored -> PAGE + "?error";
            case SignInResult.Throttled throttled -> PAGE + "?wait=" + roundedUp(throttled.retryAfter());
            case SignInResult.CodeNeeded ignored -> PAGE;
            case SignInResult.PasswordExpired ignored -> "/login?outdated";
        };
    }

    private static long roundedUp(Duration wait) {
        return wait.plusMillis(999).toSeconds();
    }
}
