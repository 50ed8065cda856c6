package dev.postseal.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.header.HeaderWriter;

/** What a page may load: what we serve, nothing inline, nothing from elsewhere. */
final class ContentSecurityPolicy implements HeaderWriter {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src %s; img-src 'self' data:; "
            + "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final String STRICT = POLICY.formatted("'self'");

    /** Swagger UI styles its elements one by one; on its own pages it may. */
    private static final String SWAGGER = POLICY.formatted("'self' 'unsafe-inline'");

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        response.setHeader("Content-Security-Policy", path.startsWith("/swagger-ui/") ? SWAGGER : STRICT);
    }
}
