package dev.postseal.account;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Who is behind the work that the current thread does. */
@Component
public class CurrentActor {
    /** Who acts while the request has nobody yet who is signed in. */
    static final ScopedValue<Actor> ACTING = ScopedValue.newInstance();

    /** The signed-in user or the key of the request; outside of a request, the system. */
    public Actor get() {
        if (ACTING.isBound()) {
            return ACTING.get();
        }
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Actor actor
                ? actor
                : new Actor.TheSystem();
    }

    /** Does on Postseal's own behalf what somebody's request has only led to. */
    public <T> T asSystem(Supplier<T> work) {
        return ScopedValue.where(ACTING, new Actor.TheSystem()).call(work::get);
    }

    /**
     * The address that asks for this work, as a literal: of the request, or of the one that started what runs after it;
     * null when nobody asked.
     */
    public @Nullable String address() {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes) {
            return attributes.getRequest().getRemoteAddr();
        }
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getDetails() instanceof WebAuthenticationDetails details
                ? details.getRemoteAddress()
                : null;
    }
}
