package dev.postseal.api.errors;

import dev.postseal.api.texts.TextsOfRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
    private final List<ErrorDialect> dialects;

    ApiErrors(TextsOfRequest texts, JsonMapper json, List<ErrorDialect> dialects) {
        this.texts = texts;
        this.json = json;
        this.dialects = dialects;
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
        dialects.stream()
                .filter(dialect -> dialect.isFor(request))
                .findFirst()
                .map(dialect -> dialect.of(failure, request, texts.of(request)))
                .ifPresentOrElse(
                        said -> write(response, said.status(), MediaType.APPLICATION_JSON_VALUE, failure, said.body()),
                        () -> write(
                                response,
                                failure.status().value(),
                                MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                                failure,
                                ProblemJson.of(failure, texts.of(request))));
    }

    private void write(HttpServletResponse response, int status, String type, ApiException failure, Object content) {
        byte[] body = json.writeValueAsBytes(content);
        response.resetBuffer();
        response.setStatus(status);
        response.setContentType(type);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        failure.headers().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        try {
            response.getOutputStream().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
