package dev.postseal.web.layout;

import dev.postseal.database.ShortWait;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * With the database away, pages and health say so soon. The API's clients, which hand in mail and wait for an answer, have
 * the patience of everything else.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PagesDoNotWait extends OncePerRequestFilter {
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getServletPath().startsWith("/api/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (ShortWait wait = ShortWait.begin()) {
            chain.doFilter(request, response);
        } catch (RuntimeException e) {
            // From signing in, which happens before any page.
            if (!DatabaseAway.isWhy(e) || response.isCommitted()) {
                throw e;
            }
            DatabaseAway.tell(e);
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }
}
