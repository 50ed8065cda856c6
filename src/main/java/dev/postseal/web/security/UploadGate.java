package dev.postseal.web.security;

import dev.postseal.account.AccessRules;
import dev.postseal.account.Actor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Large forms are for imports, by people who are signed in: to find the token in a form, the server would otherwise write
 * whatever a stranger sends to the disk.
 */
final class UploadGate extends OncePerRequestFilter {
    private static final long SMALL = 1024L * 1024;
    private static final long LARGEST = 260L * 1024 * 1024;
    private static final String IMPORT = "/policies/import";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long length = request.getContentLengthLong();
        if (!isMultipart(request) || (length >= 0 && length <= SMALL)) {
            chain.doFilter(request, response);
        } else if (!mayUpload(request) || length < 0) {
            response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        } else if (length > LARGEST) {
            response.sendRedirect(request.getContextPath() + IMPORT + "?problem=too-large");
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean isMultipart(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    private static boolean mayUpload(HttpServletRequest request) {
        Authentication signedIn = SecurityContextHolder.getContext().getAuthentication();
        return request.getMethod().equals("POST")
                && request.getServletPath().equals(IMPORT)
                && signedIn != null
                && signedIn.getPrincipal() instanceof Actor.User user
                && user.role().includes(AccessRules.needed(request));
    }
}
