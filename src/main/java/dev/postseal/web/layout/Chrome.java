package dev.postseal.web.layout;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.util.WebUtils;

/** The frame around every page, error pages included: templates know it as {@code chrome}. Needs no database. */
@Component
class Chrome {
    static final String THEME_COOKIE = "theme";
    static final List<String> THEMES = List.of("light", "dark", Theme.SYSTEM);
    static final List<String> LANGUAGES = List.of("en", "de");

    private static final List<Place> NAVIGATION = List.of(
            new Place("overview", "/"),
            new Place("policies", "/policies"),
            new Place("why", "/why"),
            new Place("deliveries", "/deliveries"),
            new Place("connect", "/connect"));

    Chrome() {}

    /** An entry of the navigation; its text is {@code nav.<name>}. */
    record Place(String name, String path) {}

    public List<Place> navigation() {
        return NAVIGATION;
    }

    public List<String> themes() {
        return THEMES;
    }

    public List<String> languages() {
        return LANGUAGES;
    }

    public String language() {
        return LocaleContextHolder.getLocale().getLanguage();
    }

    public Theme theme() {
        var cookie = WebUtils.getCookie(request(), THEME_COOKIE);
        return new Theme(cookie != null && THEMES.contains(cookie.getValue()) ? cookie.getValue() : Theme.SYSTEM);
    }

    /** Who is signed in; empty when nobody is. */
    public String user() {
        Principal principal = request().getUserPrincipal();
        return principal == null ? "" : principal.getName();
    }

    /** Path and query of the page that is shown, to come back to it. */
    public String here() {
        HttpServletRequest request = request();
        if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String failed) {
            return failed;
        }
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }

    private static HttpServletRequest request() {
        return ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest();
    }
}
