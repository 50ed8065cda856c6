package dev.postseal.api.mailcow;

import dev.postseal.api.errors.ApiException;
import dev.postseal.api.errors.ErrorDialect;
import dev.postseal.texts.Texts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Failures in mailcow's words, by which its clients know them. */
@Component
class MailcowErrors implements ErrorDialect {
    private static final Pattern OURS = Pattern.compile("/api/v1/(?:get|add|edit|delete)(?:/.*)?");

    @Override
    public boolean isFor(HttpServletRequest request) {
        return OURS.matcher(request.getRequestURI()).matches();
    }

    @Override
    public Answer of(ApiException failure, HttpServletRequest request, Texts texts) {
        return switch (failure.first().code()) {
            case "account.key.missing", "account.key.unknown" -> error(401, "authentication failed");
            case "account.key.network" -> error(401, "api access denied for ip " + request.getRemoteAddr());
            case "account.key.read-only" -> error(403, "API read/write access denied");
            case "json.syntax" -> error(400, "Request body doesn't contain valid json!");
            case "not-found" -> error(404, "route not found");
            case "method-not-allowed" -> error(405, "only " + (isGet(request) ? "GET" : "POST") + " method is allowed");
            default -> error(failure.status().value(), failure.first().message().apply(texts));
        };
    }

    private static boolean isGet(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/api/v1/get");
    }

    private static Answer error(int status, String message) {
        return new Answer(status, Map.of("type", "error", "msg", message));
    }
}
