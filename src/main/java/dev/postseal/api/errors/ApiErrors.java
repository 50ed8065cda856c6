package dev.postseal.api.errors;

import dev.postseal.api.texts.TextsOfRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.DisconnectedClientHelper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers every failure below {@code /api} with a problem, also those of calls that reach no controller (no such path,
 * method or media type). It does NOT answer once a part of an answer has been sent: the connection is then broken, so
 * that a part cannot be taken for the whole.
 */
@Component
public class ApiErrors implements HandlerExceptionResolver {
    private final TextsOfRequest texts;
    private final JsonMapper json;

    ApiErrors(TextsOfRequest texts, JsonMapper json) {
        this.texts = texts;
        this.json = json;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (!isOurs(request)
                || failure instanceof AccessDeniedException
                || failure instanceof AuthenticationException) {
            return null;
        }
        if (response.isCommitted()) {
            return null;
        }
        if (!DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            answer(request, response, KnownFailures.of(failure));
        }
        return new ModelAndView();
    }

    static boolean isOurs(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/api/");
    }

    /** Answers a failure that no exception has to carry here. */
    public void answer(HttpServletRequest request, HttpServletResponse response, ApiException failure) {
        byte[] body = json.writeValueAsBytes(ProblemJson.of(failure, texts.of(request)));
        response.resetBuffer();
        response.setStatus(failure.status().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        failure.headers().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        try {
            response.getOutputStream().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
