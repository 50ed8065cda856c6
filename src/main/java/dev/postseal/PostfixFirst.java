package dev.postseal;

import dev.postseal.export.SocketmapServer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.server.WebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The web server is the first thing that is made, and this is needed for it: so Postfix is answered, by all policies, while
 * the rest is put together, and a million of them do not make the start longer.
 */
@Component
class PostfixFirst implements WebServerFactoryCustomizer<WebServerFactory> {
    PostfixFirst(@Qualifier("policyFollower") SmartLifecycle policies, SocketmapServer server) {
        policies.start();
        server.start();
    }

    @Override
    public void customize(WebServerFactory factory) {
        // Only the order matters.
    }
}
