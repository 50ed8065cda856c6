package dev.postseal.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * A sign-in form left open until its session ended gets a fresh one; of a form that somebody took trouble with, what was
 * typed is kept and the form opened again. Everything else that is forbidden stays so.
 */
final class StaleForms implements AccessDeniedHandler {
    private static final RequestMatcher LOGIN = new OrRequestMatcher(
            PathPatternRequestMatcher.pathPattern("/login"), PathPatternRequestMatcher.pathPattern("/login/code"));

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException {
        if (why instanceof CsrfException && LOGIN.matches(request)) {
            response.sendRedirect(request.getContextPath() + "/login?expired");
        } else if (why instanceof CsrfException && KeptForm.keep(request)) {
            response.sendRedirect(request.getRequestURI());
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }
}
