package dev.postseal.web.policies;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/**
 * Where to go after an act. htmx would follow a plain redirection and put the whole page into a part of this one, so it is
 * told the address; flash attributes travel with either.
 */
final class Redirection extends RedirectView {
    private final boolean htmx;

    private Redirection(String path, boolean htmx) {
        super(path, true);
        this.htmx = htmx;
        setExposeModelAttributes(false);
    }

    static ModelAndView to(String path, boolean htmx) {
        return new ModelAndView(new Redirection(path, htmx), Map.of());
    }

    @Override
    protected void sendRedirect(
            HttpServletRequest request, HttpServletResponse response, String target, boolean http10Compatible)
            throws IOException {
        if (htmx) {
            response.setHeader("HX-Redirect", target);
        } else {
            super.sendRedirect(request, response, target, http10Compatible);
        }
    }
}
