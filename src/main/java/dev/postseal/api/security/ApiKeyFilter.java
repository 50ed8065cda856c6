package dev.postseal.api.security;

import dev.postseal.account.Actor;
import dev.postseal.account.ApiKeys;
import dev.postseal.account.KeyCheck;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** The key of a request, from {@code X-API-Key} or {@code Authorization: Bearer}, becomes the actor of the request. */
final class ApiKeyFilter extends OncePerRequestFilter {

    private static final String BEARER = "Bearer ";

    private final ApiKeys keys;
    private final SecurityProblems problems;

    ApiKeyFilter(ApiKeys keys, SecurityProblems problems) {
        this.keys = keys;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String key = keyIn(request);
        if (key == null) {
            chain.doFilter(request, response);
            return;
        }
        switch (keys.check(key, request.getRemoteAddr())) {
            case KeyCheck.Accepted accepted -> {
                actAs(accepted.key());
                chain.doFilter(request, response);
            }
            case KeyCheck.Unknown ignored -> problems.keyUnknown(request, response);
            case KeyCheck.WrongNetwork ignored -> problems.wrongNetwork(request, response);
            case KeyCheck.Throttled throttled -> problems.throttled(request, response, throttled.retryAfter());
        }
    }

    /** Null when the request has no key, or an empty one. */
    static @Nullable String keyIn(HttpServletRequest request) {
        String key = request.getHeader("X-API-Key");
        if (key == null) {
            String authorization = request.getHeader("Authorization");
            if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
                key = authorization.substring(BEARER.length());
            }
        }
        return key == null || key.isBlank() ? null : key.strip();
    }

    private static void actAs(Actor.Key key) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(key, null, AuthorityUtils.NO_AUTHORITIES));
        SecurityContextHolder.setContext(context);
    }
}
