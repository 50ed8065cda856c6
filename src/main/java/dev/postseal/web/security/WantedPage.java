package dev.postseal.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.stereotype.Component;

/** Where to go after signing in: a page that was asked for, not a fragment or a file of one. */
@Component
public class WantedPage {
    private final HttpSessionRequestCache cache = new HttpSessionRequestCache();

    @SuppressWarnings("NullAway") // null is the documented way to have no "?continue" in the address.
    WantedPage() {
        cache.setMatchingRequestParameterName(null);
        cache.setRequestMatcher(request -> "GET".equals(request.getMethod())
                && request.getHeader("HX-Request") == null
                && String.valueOf(request.getHeader("Accept")).contains("text/html"));
    }

    HttpSessionRequestCache cache() {
        return cache;
    }

    /** Leads there after a sign-in. */
    public SavedRequestAwareAuthenticationSuccessHandler successHandler() {
        SavedRequestAwareAuthenticationSuccessHandler handler = new SavedRequestAwareAuthenticationSuccessHandler();
        handler.setRequestCache(cache);
        return handler;
    }

    /** Its address, asked once; the overview when no other was asked for. */
    public String take(HttpServletRequest request, HttpServletResponse response) {
        SavedRequest wanted = cache.getRequest(request, response);
        cache.removeRequest(request, response);
        return wanted == null ? "/" : wanted.getRedirectUrl();
    }
}
