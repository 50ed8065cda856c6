package dev.postseal.web.security;

import dev.postseal.account.Accounts;
import dev.postseal.account.Actor;
import dev.postseal.account.SessionStanding;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Whoever signed in with a password that was made for them sees nothing else before they have chosen their own, and whoever
 * needs a second factor nothing before they have set it up; whoever signed in with what was changed since has to sign in
 * again.
 */
final class SessionGate extends OncePerRequestFilter {
    private static final String PASSWORD = "/account/password";
    private static final String SECOND_FACTOR = "/account/second-factor";

    private static final RequestMatcher OPEN_TO_ALL =
            anyOf("/favicon.ico", "/error", "/assets/**", "/webjars/**", "/actuator/health/**", "/preferences");
    private static final RequestMatcher LEAVING = anyOf("/logout");

    private final Accounts accounts;

    SessionGate(Accounts accounts) {
        this.accounts = accounts;
    }

    private static RequestMatcher anyOf(String... paths) {
        return new OrRequestMatcher(Stream.of(paths)
                .<RequestMatcher>map(PathPatternRequestMatcher::pathPattern)
                .toList());
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return OPEN_TO_ALL.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        SessionStanding standing;
        try {
            standing = standing();
        } catch (DataAccessException | TransactionException away) {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        switch (standing) {
            case GOOD -> chain.doFilter(request, response);
            case PASSWORD_CHANGE_DUE -> only(PASSWORD, request, response, chain);
            case SECOND_FACTOR_DUE -> only(SECOND_FACTOR, request, response, chain);
            case ENDED -> end(request, response);
        }
    }

    private static void only(String page, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (LEAVING.matches(request)
                || PathPatternRequestMatcher.pathPattern(page).matches(request)) {
            chain.doFilter(request, response);
        } else {
            send(page, HttpServletResponse.SC_FORBIDDEN, request, response);
        }
    }

    /** The session remembers who it was opened for; the database knows whether that still holds. */
    private SessionStanding standing() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Actor.User user
                ? accounts.standing(user)
                : SessionStanding.GOOD;
    }

    private static void end(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        SecurityContextHolder.clearContext();
        boolean kept = KeptForm.keep(request);
        send(
                kept
                        ? request.getRequestURI()
                                .substring(request.getContextPath().length())
                        : "/login?expired",
                HttpServletResponse.SC_UNAUTHORIZED,
                request,
                response);
    }

    private static void send(String page, int status, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String there = request.getContextPath() + page;
        if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Redirect", there);
            response.setStatus(status);
        } else {
            response.sendRedirect(there);
        }
    }
}
