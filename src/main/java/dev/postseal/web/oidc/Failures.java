package dev.postseal.web.oidc;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

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
        switch (error.getErrorCode()) {
            // The session ended meanwhile, or this answer was taken before.
            case "authorization_request_not_found" ->
                response.sendRedirect(request.getContextPath() + "/login?expired");
            case "client_registration_not_found" -> Problem.AWAY.send(request, response);
            case "access_denied" -> Problem.DENIED.send(request, response);
            default -> Problem.FAILED.send(request, response);
        }
    }
}
