package dev.postseal.web.layout;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Wrong addresses and methods get problem details from the API, and a page that helps from everything else. */
@Component
class ErrorsAsPages implements HandlerExceptionResolver, Ordered {
    /** Before the resolvers of Spring MVC, whose problem details know no difference. */
    private static final int BEFORE_PROBLEM_DETAILS = -1;

    @Override
    public int getOrder() {
        return BEFORE_PROBLEM_DETAILS;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception e) {
        if (!(e instanceof ErrorResponse error) || isApi(request)) {
            return null;
        }
        try {
            response.sendError(error.getStatusCode().value());
            return new ModelAndView();
        } catch (IOException noOneListens) {
            throw new UncheckedIOException(noOneListens);
        }
    }

    private static boolean isApi(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.startsWith("/api/") || path.startsWith("/v3/") || path.startsWith("/actuator/");
    }
}
