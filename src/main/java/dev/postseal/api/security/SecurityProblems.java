package dev.postseal.api.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What is wrong with a request's key, as a problem (RFC 9457) in the language that the client asked for. */
@Component
class SecurityProblems {
    private final MessageSource messages;
    private final JsonMapper json;

    SecurityProblems(MessageSource messages, JsonMapper json) {
        this.messages = messages;
        this.json = json;
    }

    void keyMissing(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("WWW-Authenticate", "Bearer");
        write(request, response, HttpStatus.UNAUTHORIZED, "account.key.missing");
    }

    void keyUnknown(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
        write(request, response, HttpStatus.UNAUTHORIZED, "account.key.unknown");
    }

    void wrongNetwork(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(request, response, HttpStatus.FORBIDDEN, "account.key.network", request.getRemoteAddr());
    }

    void readOnly(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(request, response, HttpStatus.FORBIDDEN, "account.key.read-only");
    }

    void throttled(HttpServletRequest request, HttpServletResponse response, Duration retryAfter) throws IOException {
        String seconds = Long.toString(retryAfter.plusMillis(999).toSeconds());
        response.setHeader("Retry-After", seconds);
        write(request, response, HttpStatus.TOO_MANY_REQUESTS, "account.key.throttled", seconds);
    }

    private void write(
            HttpServletRequest request, HttpServletResponse response, HttpStatus status, String code, Object... facts)
            throws IOException {
        String message = messages.getMessage(code, facts, request.getLocale());
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.getOutputStream().write(json.writeValueAsBytes(problem(status, code, message)));
    }

    private static Map<String, @Nullable Object> problem(HttpStatus status, String code, String message) {
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("field", null);
        error.put("code", code);
        error.put("message", message);
        Map<String, @Nullable Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", status.getReasonPhrase());
        problem.put("status", status.value());
        problem.put("detail", message);
        problem.put("errors", List.of(error));
        return problem;
    }
}
