package dev.postseal.web.security;

import dev.postseal.account.Accounts;
import dev.postseal.account.Actor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Stream;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** Whoever signed in with a password that was made for them sees nothing else before they have chosen their own. */
final class PasswordChangeDue extends OncePerRequestFilter {
    static final String PAGE = "/account/password";

    private static final RequestMatcher STILL_OPEN = new OrRequestMatcher(
            Stream.of(PAGE, "/logout", "/favicon.ico", "/error", "/assets/**", "/webjars/**", "/actuator/health/**")
                    .<RequestMatcher>map(PathPatternRequestMatcher::pathPattern)
                    .toList());

    private final Accounts accounts;

    PasswordChangeDue(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return STILL_OPEN.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!isDue()) {
            chain.doFilter(request, response);
        } else if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Redirect", request.getContextPath() + PAGE);
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        } else {
            response.sendRedirect(request.getContextPath() + PAGE);
        }
    }

    /** The session remembers how it began; the database knows whether that still holds. */
    private boolean isDue() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null
                && authentication.getAuthorities().contains(ConsoleAuthentication.PASSWORD_CHANGE_DUE)
                && authentication.getPrincipal() instanceof Actor.User user
                && accounts.mustChangePassword(user);
    }
}
