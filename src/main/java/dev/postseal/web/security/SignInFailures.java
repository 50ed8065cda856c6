package dev.postseal.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Back to the form: {@code /login?error}, or {@code /login?wait=SECONDS} for an address that has to wait. */
final class SignInFailures implements AuthenticationFailureHandler {
    /** This address has failed too often. */
    static final class Throttled extends AuthenticationException {
        private static final long serialVersionUID = 1;
        private final Duration retryAfter;

        Throttled(Duration retryAfter) {
            super("throttled");
            this.retryAfter = retryAfter;
        }
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException why) throws IOException {
        String query = why instanceof Throttled throttled
                ? "wait=" + throttled.retryAfter.plusMillis(999).toSeconds()
                : "error";
        response.sendRedirect(request.getContextPath() + "/login?" + query);
    }
}
