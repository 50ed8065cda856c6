package dev.postseal.web.security;

import dev.postseal.account.Accounts;
import dev.postseal.account.Actor;
import dev.postseal.account.SessionStanding;
import dev.postseal.account.SignIn;
import dev.postseal.account.SignInResult;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Between the right password and the code: the session remembers whom to ask, for a few minutes, and opens nothing. Another
 * password or another role of the user ends it, as it ends sessions.
 */
@Component
public class SecondStep {
    private static final String ATTRIBUTE = SecondStep.class.getName();
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final SignIn signIn;
    private final Accounts accounts;
    private final SessionRenewal sessions;
    private final Clock clock;

    SecondStep(SignIn signIn, Accounts accounts, SessionRenewal sessions, Clock clock) {
        this.signIn = signIn;
        this.accounts = accounts;
        this.sessions = sessions;
        this.clock = clock;
    }

    private record Half(Actor.User user, Instant until) implements Serializable {}

    void begin(Actor.User user, HttpServletRequest request) {
        HttpSession session = request.getSession();
        request.changeSessionId();
        session.setAttribute(ATTRIBUTE, new Half(user, clock.instant().plus(PATIENCE)));
    }

    /** Whether there is somebody to ask for a code (still). */
    public boolean isOpen(HttpServletRequest request) {
        return half(request).isPresent();
    }

    /** Opens the session when the code is right; empty: there is nobody to ask (any more). */
    public Optional<SignInResult> answer(String code, HttpServletRequest request, HttpServletResponse response) {
        return half(request).map(user -> {
            SignInResult result = signIn.answer(user, code, request.getRemoteAddr());
            if (result instanceof SignInResult.Accepted accepted) {
                request.getSession().removeAttribute(ATTRIBUTE);
                sessions.open(accepted.user(), request, response);
            }
            return result;
        });
    }

    private Optional<Actor.User> half(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(ATTRIBUTE) instanceof Half half && isGood(half)
                ? Optional.of(half.user())
                : Optional.empty();
    }

    private boolean isGood(Half half) {
        return clock.instant().isBefore(half.until()) && accounts.standing(half.user()) != SessionStanding.ENDED;
    }
}
