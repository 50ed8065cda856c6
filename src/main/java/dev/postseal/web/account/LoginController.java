package dev.postseal.web.account;

import dev.postseal.web.oidc.OidcSettings;
import dev.postseal.web.oidc.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page to sign in; the security chain takes what it sends. */
@Controller
class LoginController {
    private final OidcSettings oidc;

    LoginController(OidcSettings oidc) {
        this.oidc = oidc;
    }

    @GetMapping("/login")
    String login(
            @RequestParam @Nullable String error,
            @RequestParam @Nullable String wait,
            @RequestParam @Nullable String expired,
            @RequestParam @Nullable String outdated,
            @RequestParam @Nullable String kept,
            @RequestParam @Nullable String logout,
            @RequestParam(defaultValue = "") String provider,
            Model model) {
        model.addAttribute("failed", error != null);
        model.addAttribute("wait", seconds(wait));
        model.addAttribute("expired", expired != null);
        model.addAttribute("outdated", outdated != null);
        model.addAttribute("kept", kept != null);
        model.addAttribute("left", logout != null);
        model.addAttribute(
                "problem",
                oidc.isOn() ? Problem.find(provider).map(Problem::text).orElse(null) : null);
        model.addAttribute("provider", oidc.isOn() ? oidc.name() : null);
        return "account/login";
    }

    static @Nullable Integer seconds(@Nullable String wait) {
        return wait != null && wait.matches("[0-9]{1,6}") ? Integer.valueOf(wait) : null;
    }
}
