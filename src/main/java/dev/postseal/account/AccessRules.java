package dev.postseal.account;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Which role a request needs: the one place that says so, for the console and the API alike. The first rule that fits
 * counts; whatever writes and is not spoken of here is for administrators.
 */
public final class AccessRules implements AuthorizationManager<RequestAuthorizationContext> {
    /** A request's attribute: the {@link Role} for want of which it was refused. */
    public static final String MISSING = AccessRules.class.getName() + ".missing";

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private static final List<Rule> RULES = List.of(
            always(Role.ADMINISTRATOR, "/users/**", "/keys/**", "/settings/**", "/api/v1/users/**", "/api/v1/keys/**"),
            // One's own business.
            always(Role.VIEWER, "/account/**", "/logout", "/preferences"),
            // Pages that lead nowhere for those who may not write; and what makes us ask DNS.
            always(
                    Role.OPERATOR,
                    "/policies/new",
                    "/policies/dane",
                    "/policies/bulk",
                    "/policies/import/**",
                    "/audit/{id}/revert"),
            reading(Role.VIEWER),
            always(Role.OPERATOR, "/policies/**", "/deliveries/**", "/api/**"));

    private record Rule(RequestMatcher requests, Role role) {}

    private static Rule always(Role role, String... paths) {
        return new Rule(
                new OrRequestMatcher(Stream.of(paths)
                        .<RequestMatcher>map(PathPatternRequestMatcher::pathPattern)
                        .toList()),
                role);
    }

    private static Rule reading(Role role) {
        return new Rule(request -> READING.contains(request.getMethod()), role);
    }

    public static Role needed(HttpServletRequest request) {
        return RULES.stream()
                .filter(rule -> rule.requests().matches(request))
                .map(Rule::role)
                .findFirst()
                .orElse(Role.ADMINISTRATOR);
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        Role needed = needed(context.getRequest());
        Authentication given = authentication.get();
        if (given == null || !(given.getPrincipal() instanceof Actor actor)) {
            return new AuthorizationDecision(false);
        }
        boolean granted = actor.role().includes(needed);
        if (!granted) {
            context.getRequest().setAttribute(MISSING, needed);
        }
        return new AuthorizationDecision(granted);
    }
}
