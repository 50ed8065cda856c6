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
 * Whoever signed in with a password that was made for them sees nothing else before they have chosen their own; whoever
 * signed in with one that was changed since has to sign in again.
 */
final class PasswordChangeDue extends OncePerRequestFilter {
    static final String PAGE = "/account/password";

    private static final RequestMatcher OPEN_TO_ALL =
            anyOf("/favicon.ico", "/error", "/assets/**", "/webjars/**", "/actuator/health/**", "/preferences");
    private static final RequestMatcher STILL_OPEN = anyOf(PAGE, "/logout");

    private final Accounts accounts;

    PasswordChangeDue(Accounts accounts) {
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
            case PASSWORD_CHANGE_DUE -> {
                if (STILL_OPEN.matches(request)) {
                    chain.doFilter(request, response);
                } else {
                    send(PAGE, HttpServletResponse.SC_FORBIDDEN, request, response);
                }
            }
            case ENDED -> end(request, response);
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
