package dev.postseal.web.layout;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Theme and language, chosen by anyone, also before signing in; kept by the browser. */
@Controller
class Preferences {
    @PostMapping("/preferences")
    String choose(
            @RequestParam @Nullable String theme,
            @RequestParam @Nullable String language,
            @RequestParam(defaultValue = "/") String returnTo,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (theme != null && Chrome.THEMES.contains(theme)) {
            keep(Chrome.THEME_COOKIE, theme, request, response);
        }
        if (language != null && Chrome.LANGUAGES.contains(language)) {
            keep(LayoutConfiguration.LANGUAGE_COOKIE, language, request, response);
        }
        return "redirect:" + ours(returnTo);
    }

    private static void keep(String name, String value, HttpServletRequest request, HttpServletResponse response) {
        ResponseCookie cookie = ResponseCookie.from(name, value)
                .path("/")
                .maxAge(Duration.ofDays(365))
                .sameSite("Lax")
                .httpOnly(true)
                .secure(request.isSecure())
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    /** A page of this console; whatever else was asked for becomes the first page. */
    static String ours(String returnTo) {
        try {
            URI target = new URI(returnTo);
            boolean local = target.getScheme() == null && target.getRawAuthority() == null;
            return local && returnTo.startsWith("/") && !returnTo.startsWith("//") ? returnTo : "/";
        } catch (java.net.URISyntaxException e) {
            return "/";
        }
    }
}
