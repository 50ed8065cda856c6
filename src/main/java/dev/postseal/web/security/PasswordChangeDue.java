package dev.postseal.web.security;

import dev.postseal.account.Accounts;
import dev.postseal.account.Actor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Whoever signed in with a password that was made for them sees nothing else before they have chosen their own. */
final class PasswordChangeDue extends OncePerRequestFilter {
    static final String PAGE = "/account/password";

    private static final List<String> STILL_OPEN = List.of("/assets/", "/webjars/", "/actuator/health");

    private final Accounts accounts;

    PasswordChangeDue(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getServletPath();
        return path.equals(PAGE)
                || path.equals("/logout")
                || path.equals("/preferences")
                || path.equals("/favicon.ico")
                || path.equals("/error")
                || STILL_OPEN.stream().anyMatch(path::startsWith);
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
