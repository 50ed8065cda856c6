package dev.postseal.api.security;

import dev.postseal.account.AccessRules;
import dev.postseal.account.Role;
import dev.postseal.api.errors.ApiErrors;
import dev.postseal.api.errors.ApiException;
import dev.postseal.api.errors.FieldError;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** What is wrong with a request's key. */
@Component
class SecurityProblems {
    private final ApiErrors errors;

    SecurityProblems(ApiErrors errors) {
        this.errors = errors;
    }

    void keyMissing(HttpServletRequest request, HttpServletResponse response) {
        errors.answer(request, response, unauthorized("missing", "Bearer"));
    }

    void keyUnknown(HttpServletRequest request, HttpServletResponse response) {
        errors.answer(request, response, unauthorized("unknown", "Bearer error=\"invalid_token\""));
    }

    void wrongNetwork(HttpServletRequest request, HttpServletResponse response) {
        errors.answer(request, response, problem(HttpStatus.FORBIDDEN, "network", request.getRemoteAddr()));
    }

    /** Its role does not include what the request needs. */
    void notAllowed(HttpServletRequest request, HttpServletResponse response) {
        ApiException problem = request.getAttribute(AccessRules.MISSING) == Role.ADMINISTRATOR
                ? problem(HttpStatus.FORBIDDEN, "role", Role.ADMINISTRATOR.text())
                : problem(HttpStatus.FORBIDDEN, "read-only");
        errors.answer(request, response, problem);
    }

    void throttled(HttpServletRequest request, HttpServletResponse response, Duration retryAfter) {
        String seconds = Long.toString(retryAfter.plusMillis(999).toSeconds());
        ApiException problem = problem(HttpStatus.TOO_MANY_REQUESTS, "throttled", seconds);
        errors.answer(request, response, problem.header("Retry-After", seconds));
    }

    private static ApiException unauthorized(String code, String challenge) {
        return problem(HttpStatus.UNAUTHORIZED, code).header("WWW-Authenticate", challenge);
    }

    private static ApiException problem(HttpStatus status, String code, String... facts) {
        return ApiException.of(
                status,
                new FieldError(null, "account.key." + code, texts -> texts.coded("account.key", code, List.of(facts))));
    }
}
