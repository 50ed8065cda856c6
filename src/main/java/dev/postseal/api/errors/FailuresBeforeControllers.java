package dev.postseal.api.errors;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Failures in filters, such as a database that is away while a key is looked up, are answered as all others. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class FailuresBeforeControllers extends OncePerRequestFilter implements RequestRejectedHandler {
    private final ApiErrors errors;

    FailuresBeforeControllers(ApiErrors errors) {
        this.errors = errors;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !ApiErrors.isOurs(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (RuntimeException | IOException | ServletException e) {
            if (errors.resolveException(request, response, null, e) == null) {
                throw e;
            }
        }
    }

    /** Paths that could mean different things to different readers. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException rejected)
            throws IOException {
        if (ApiErrors.isOurs(request)) {
            errors.answer(
                    request, response, ApiException.of(HttpStatus.BAD_REQUEST, FieldError.of(null, "bad-request")));
        } else {
            response.sendError(HttpStatus.BAD_REQUEST.value());
        }
    }
}
