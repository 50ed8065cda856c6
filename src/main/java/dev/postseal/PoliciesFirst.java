package dev.postseal;

import dev.postseal.policy.LivePolicies;
import java.util.List;
import org.springframework.boot.web.server.WebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * The web server is the first thing that is made, and this is needed for it: so policies are being read from the database
 * while all the rest is put together, and a million of them do not make the start longer.
 */
@Component
class PoliciesFirst implements WebServerFactoryCustomizer<WebServerFactory> {
    PoliciesFirst(List<LivePolicies> policies) {
        // Whoever follows them begins to read as soon as it is made.
    }

    @Override
    public void customize(WebServerFactory factory) {
        // Only the order matters.
    }
}
