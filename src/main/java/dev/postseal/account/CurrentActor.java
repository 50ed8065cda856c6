package dev.postseal.account;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Who is behind the work that the current thread does. */
@Component
public class CurrentActor {
    /** The signed-in user or the key of the request; outside of a request, the system. */
    public Actor get() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Actor actor
                ? actor
                : new Actor.TheSystem();
    }
}
