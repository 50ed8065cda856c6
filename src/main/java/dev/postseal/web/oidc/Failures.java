package dev.postseal.web.oidc;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;

/** Back to the form, which says what people can do about it; what administrators can do about it is in the log. */
final class Failures implements AuthenticationFailureHandler {
    private static final Logger log = LoggerFactory.getLogger(Failures.class);

    private final OidcSettings settings;

    Failures(OidcSettings settings) {
        this.settings = settings;
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException why) throws IOException {
        OAuth2Error error = why instanceof OAuth2AuthenticationException known
                ? known.getError()
                : new OAuth2Error("failed", why.getMessage(), null);
        log.warn(
                "Sign-in by {} failed from {}: {} {}",
                settings.name(),
                request.getRemoteAddr(),
                error.getErrorCode(),
                error.getDescription());
        if (isAway(why)) {
            Problem.AWAY.send(request, response);
            return;
        }
        switch (error.getErrorCode()) {
            // The session ended meanwhile, or this answer was taken before.
            case "authorization_request_not_found" ->
                response.sendRedirect(request.getContextPath() + "/login?expired");
            case "client_registration_not_found" -> Problem.AWAY.send(request, response);
            case "access_denied" -> Problem.DENIED.send(request, response);
            default -> Problem.FAILED.send(request, response);
        }
    }

    /** It gave no answer to what we asked it, or none but that it cannot just now. */
    private static boolean isAway(@Nullable Throwable why) {
        return why instanceof ResourceAccessException
                || why instanceof HttpServerErrorException
                || (why != null && isAway(why.getCause()));
    }
}
