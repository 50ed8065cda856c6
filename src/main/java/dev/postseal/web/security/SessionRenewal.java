package dev.postseal.web.security;

import dev.postseal.account.Actor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/** Lets the session that changed its own password go on, under a new id, while all others of the user end. */
@Component
public class SessionRenewal {
    private final SecurityContextRepository sessions = new HttpSessionSecurityContextRepository();

    public void goOnAs(Actor.User user, HttpServletRequest request, HttpServletResponse response) {
        request.changeSessionId();
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(ConsoleAuthentication.authenticated(user));
        SecurityContextHolder.setContext(context);
        sessions.saveContext(context, request, response);
    }
}
