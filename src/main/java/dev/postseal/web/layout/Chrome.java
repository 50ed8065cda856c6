package dev.postseal.web.layout;

import dev.postseal.account.AccessRules;
import dev.postseal.account.Actor;
import dev.postseal.account.Role;
import dev.postseal.texts.Texts;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.util.WebUtils;

/** The frame around every page, error pages included: templates know it as {@code chrome}. Needs no database. */
@Component
class Chrome {
    static final String THEME_COOKIE = "theme";
    static final List<String> THEMES = List.of("light", "dark", Theme.SYSTEM);
    static final List<String> LANGUAGES =
            Texts.LANGUAGES.stream().map(Locale::getLanguage).toList();

    private static final List<Place> NAVIGATION = List.of(
            new Place("overview", "/", Role.VIEWER),
            new Place("policies", "/policies", Role.VIEWER),
            new Place("why", "/why", Role.VIEWER),
            new Place("deliveries", "/deliveries", Role.VIEWER),
            new Place("connect", "/connect", Role.VIEWER),
            new Place("audit", "/audit", Role.VIEWER),
            new Place("users", "/users", Role.ADMINISTRATOR),
            new Place("apikeys", "/keys", Role.ADMINISTRATOR),
            new Place("settings", "/settings", Role.ADMINISTRATOR));

    Chrome() {}

    /** An entry of the navigation, for those with that role; its text is {@code nav.<name>}. */
    record Place(String name, String path, Role role) {}

    public List<Place> navigation() {
        return NAVIGATION.stream()
                .filter(place -> role().includes(place.role()))
                .toList();
    }

    /** Whether whoever is signed in may change entries and act on the queue. */
    public boolean isOperator() {
        return role().includes(Role.OPERATOR);
    }

    /** The text of whose role it is. */
    public String roleText() {
        return role().text();
    }

    /** The text of the role for want of which the request was refused; empty when that was not why. */
    public String missingRole() {
        return request().getAttribute(AccessRules.MISSING) instanceof Role missing ? missing.text() : "";
    }

    private static Role role() {
        return request().getUserPrincipal() instanceof Authentication signedIn
                        && signedIn.getPrincipal() instanceof Actor actor
                ? actor.role()
                : Role.VIEWER;
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
            return address(failed, (String) request.getAttribute(RequestDispatcher.ERROR_QUERY_STRING));
        }
        return address(request.getRequestURI(), request.getQueryString());
    }

    private static String address(String path, @Nullable String query) {
        return query == null ? path : path + "?" + query;
    }

    private static HttpServletRequest request() {
        return ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest();
    }
}
