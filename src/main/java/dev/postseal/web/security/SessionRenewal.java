package dev.postseal.web.security;

import dev.postseal.account.Actor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.stereotype.Component;

/** Sessions under a new id: opened, or going on after its user ended all others. */
@Component
public class SessionRenewal {
    private final CsrfTokenRepository tokens = new HttpSessionCsrfTokenRepository();
    private final SecurityContextRepository sessions = new HttpSessionSecurityContextRepository();

    /** For somebody who has proven all that is asked for; forms drawn before are no longer good. */
    public void open(Actor.User user, HttpServletRequest request, HttpServletResponse response) {
        tokens.saveToken(null, request, response);
        goOnAs(user, request, response);
    }

    /** Lets the session that changed what its user signs in with go on, while all others of the user end. */
    public void goOnAs(Actor.User user, HttpServletRequest request, HttpServletResponse response) {
        request.changeSessionId();
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(ConsoleAuthentication.authenticated(user));
        SecurityContextHolder.setContext(context);
        sessions.saveContext(context, request, response);
    }
}
