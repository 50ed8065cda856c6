package dev.postseal.web.security;

import dev.postseal.account.Actor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/**
 * Back to the form: {@code /login?error}, {@code /login?wait=SECONDS} for an address that has to wait, or
 * {@code /login?outdated} for a password that was made too long ago; on to {@code /login/code} for whom a code is asked of.
 */
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

    /** The password was right, the second factor is still to be proven. */
    static final class CodeNeeded extends AuthenticationException {
        private static final long serialVersionUID = 1;
        private final Actor.User user;

        CodeNeeded(Actor.User user) {
            super("code needed");
            this.user = user;
        }
    }

    static final class PasswordExpired extends AuthenticationException {
        private static final long serialVersionUID = 1;

        PasswordExpired() {
            super("password expired");
        }
    }

    private final SecondStep secondStep;

    SignInFailures(SecondStep secondStep) {
        this.secondStep = secondStep;
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException why) throws IOException {
        response.sendRedirect(request.getContextPath() + next(request, why));
    }

    private String next(HttpServletRequest request, AuthenticationException why) {
        return switch (why) {
            case CodeNeeded half -> {
                secondStep.begin(half.user, request);
                yield "/login/code";
            }
            case Throttled throttled -> "/login?wait=" + seconds(throttled.retryAfter);
            case PasswordExpired ignored -> "/login?outdated";
            default -> "/login?error";
        };
    }

    /** Rounded up. */
    private static long seconds(Duration wait) {
        return wait.plusMillis(999).toSeconds();
    }
}
